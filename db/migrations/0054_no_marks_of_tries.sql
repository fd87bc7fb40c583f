-- Until now a moment some seconds before a version was opened said which try to ask about it comes next.
UPDATE "endorsed_versions" v SET
  "mail" = CASE WHEN v."answer" IS NOT NULL THEN 'sent' WHEN v."failed_at" IS NOT NULL THEN 'failed' ELSE 'due' END,
  "attempts" = CASE WHEN v."answer" IS NULL THEN round(extract(epoch FROM d."endorsable_since" - v."asked_at"))::int ELSE 0 END,
  "mail_after" = CASE WHEN v."answer" IS NULL THEN coalesce(v."failed_at", now()) END,
  "asked_at" = d."endorsable_since"
FROM "drafts" d
WHERE d."id" = v."draft_id" AND v."asked_at" < d."endorsable_since"
  AND v."asked_at" >= d."endorsable_since" - interval '1 minute';--> statement-breakpoint
ALTER TABLE "endorsed_versions" DROP COLUMN "failed_at";