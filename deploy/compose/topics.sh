#!/usr/bin/env bash
# Makes the topics of the system. The broker makes none by itself: a mistyped name is an error, not a new topic.
set -euo pipefail

for producer in intake triage approval notification; do
  for topic in "clearance.$producer" "clearance.$producer.dead-letter"; do
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists --topic "$topic" --partitions 12 --replication-factor 1
  done
done
