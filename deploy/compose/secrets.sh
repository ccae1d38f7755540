#!/usr/bin/env bash
# Makes up the passwords of a system on containers and keeps them in .env, which version control ignores. What is there stays.
set -euo pipefail
umask 077

file="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/.env"
touch "$file"
for name in POSTGRES_PASSWORD CLEARANCE_DATABASE_OWNER_PASSWORD CLEARANCE_DATABASE_PASSWORD KEYCLOAK_ADMIN_PASSWORD \
  CLEARANCE_PAGES_SECRET CLEARANCE_PARTNER_A_SECRET CLEARANCE_PARTNER_B_SECRET CLEARANCE_PEOPLE_PASSWORD; do
  grep -q "^$name=" "$file" || printf '%s=%s\n' "$name" "$(LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 24)" >>"$file"
done
# The notification service seals the secrets of webhook endpoints with this: 32 bytes.
grep -q '^CLEARANCE_WEBHOOKS_SEALING_KEY=' "$file" || printf 'CLEARANCE_WEBHOOKS_SEALING_KEY=%s\n' "$(head -c 32 /dev/urandom | base64)" >>"$file"
printf 'The passwords are in %s. People log in with:\n' "$file"
sed -n 's/^CLEARANCE_PEOPLE_PASSWORD=/  /p' "$file"
