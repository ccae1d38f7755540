#!/usr/bin/env bash
# Run once by the PostgreSQL container on empty data: a database for each service, its owner, and the role the service works as.
set -euo pipefail

database() {
  local name=$1 owner_password=$2 password=$3
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set name="$name" --set owner="${name}_owner" --set owner_password="$owner_password" --set password="$password" <<'SQL'
create role :"owner" login password :'owner_password';
create role :"name" login password :'password';
create database :"name" owner :"owner";
revoke connect on database :"name" from public;
grant connect on database :"name" to :"name";
SQL
}

for name in intake triage approval notification keycloak; do
  database "$name" "$CLEARANCE_DATABASE_OWNER_PASSWORD" "$CLEARANCE_DATABASE_PASSWORD"
done
