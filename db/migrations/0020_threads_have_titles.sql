-- Threads whose first post was erased were called "—" and looked all the same: now each has its number.
UPDATE "comments" SET "title" = '#' || "number" WHERE "title" = '—';
--> statement-breakpoint
UPDATE "notices" SET "values" = jsonb_set("values", '{title}', to_jsonb('#' || substring("path" from '/threads/([0-9]+)')))
WHERE "values" ->> 'title' = '—' AND "path" ~ '/threads/[0-9]+';
--> statement-breakpoint
-- These keys named the person who had offered to review, also once their account was erased.
UPDATE "notices" SET "key" = 'review-applied ' || "id" WHERE "key" LIKE 'review-applied %';
