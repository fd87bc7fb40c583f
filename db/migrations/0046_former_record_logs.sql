ALTER TABLE "record_logs" ADD COLUMN "former_of" uuid;--> statement-breakpoint
-- Logs in whose place others were begun belong to the processes of those: until now the first entries alone said so.
SELECT set_config('codraft.deleting', 'on', true);
--> statement-breakpoint
WITH RECURSIVE former AS (
  SELECT e.entry::jsonb -> 'continues' ->> 'origin' AS origin, l.process_id
  FROM record_logs l JOIN record_entries e ON e.log = l.origin AND e.index = 0
  WHERE l.process_id IS NOT NULL
  UNION
  SELECT e.entry::jsonb -> 'continues' ->> 'origin', f.process_id
  FROM former f JOIN record_entries e ON e.log = f.origin AND e.index = 0
)
UPDATE record_logs l SET former_of = f.process_id FROM former f WHERE l.origin = f.origin AND l.process_id IS NULL;
--> statement-breakpoint
SELECT set_config('codraft.deleting', 'off', true);
