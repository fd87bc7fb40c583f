#!/bin/sh
# Run once by the PostgreSQL image when the primary is made: a role for the replica, and its way in.
set -e
psql -v ON_ERROR_STOP=1 -U postgres -c "create role replicator with replication login password '$REPLICATION_PASSWORD'"
echo "host replication replicator all scram-sha-256" >> "$PGDATA/pg_hba.conf"
