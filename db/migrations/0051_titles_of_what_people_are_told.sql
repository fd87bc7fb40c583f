ALTER TABLE "pending_acts" ADD COLUMN "title" jsonb;
--> statement-breakpoint
UPDATE pending_acts a SET title = r.title FROM rounds r
WHERE a.act IN ('open', 'close') AND r.process_id = a.process_id AND r.kind = 'components' AND r.number::text = a.thing;
--> statement-breakpoint
UPDATE pending_acts a SET title = c.title FROM compilations c
WHERE a.act = 'publish' AND c.process_id = a.process_id AND c.number::text = a.thing;
--> statement-breakpoint
UPDATE pending_acts a SET title = jsonb_build_object('source', 'en', 'text', jsonb_build_object('en', b.meeting))
FROM board_snapshots b WHERE a.act = 'decision' AND b.process_id = a.process_id AND b.number::text = a.thing;
--> statement-breakpoint
UPDATE pending_acts a SET title = g.title FROM gates g
WHERE a.act = 'gates' AND g.process_id = a.process_id AND g.id::text = a.thing;
--> statement-breakpoint
-- A gate that is new is called as it was filled in.
UPDATE pending_acts SET title = jsonb_build_object('source', form::jsonb->'language',
  'text', jsonb_build_object(form::jsonb->>'language', form::jsonb->'gate'->'title'))
WHERE title IS NULL AND act = 'gates' AND form::jsonb->'gate'->>'title' IS NOT NULL;
--> statement-breakpoint
UPDATE pending_acts SET title = '{"source": "en", "text": {"en": "…"}}' WHERE title IS NULL;
--> statement-breakpoint
ALTER TABLE "pending_acts" ALTER COLUMN "title" SET NOT NULL;
--> statement-breakpoint
-- What people were told before is called by its title as well.
UPDATE notices n SET values = n.values || jsonb_build_object('title', r.title) FROM rounds r
WHERE r.process_id = n.process_id AND r.number::text = n.values->>'number' AND (
  r.kind = 'components' AND (n.values->>'confirms' IN ('open', 'close') OR n.kind IN ('round-open', 'round-extended',
    'round-held-up', 'round-ending', 'round-closed', 'ballot-stored', 'round-reminder', 'round-deadline'))
  OR r.kind = 'approval' AND n.kind = 'approval-held-up');
--> statement-breakpoint
UPDATE notices n SET values = n.values || jsonb_build_object('title', c.title) FROM compilations c
WHERE c.process_id = n.process_id AND c.number::text = n.values->>'number'
  AND (n.kind = 'result-published' OR n.values->>'confirms' = 'publish');
--> statement-breakpoint
UPDATE notices n SET values = n.values || jsonb_build_object('title', m.title) FROM townhalls m
WHERE m.process_id = n.process_id AND m.number::text = n.values->>'number'
  AND n.kind IN ('townhall-soon', 'townhall-moved', 'townhall-cancelled');
--> statement-breakpoint
UPDATE notices n SET values = n.values || jsonb_build_object('title', b.meeting) FROM board_snapshots b
WHERE b.process_id = n.process_id AND b.number::text = n.values->>'number' AND n.values->>'confirms' = 'decision';
--> statement-breakpoint
UPDATE notices n SET values = n.values || jsonb_build_object('title', g.title) FROM gates g
WHERE g.process_id = n.process_id AND g.id::text = n.values->>'number' AND n.values->>'confirms' = 'gates';
--> statement-breakpoint
-- What it was about is gone.
UPDATE notices SET values = values || '{"title": "…"}' WHERE values->'title' IS NULL AND (
  kind IN ('act-asked', 'act-confirmed', 'act-expired', 'approval-held-up', 'ballot-stored', 'result-published', 'round-closed',
    'round-deadline', 'round-ending', 'round-extended', 'round-held-up', 'round-open', 'round-reminder',
    'townhall-cancelled', 'townhall-moved', 'townhall-soon'));
