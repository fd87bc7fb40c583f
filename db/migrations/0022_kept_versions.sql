CREATE TABLE "moved_posts" (
	"root_id" uuid NOT NULL,
	"post" integer NOT NULL,
	"comment_id" uuid NOT NULL,
	"moved_by" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "moved_posts_root_id_post_pk" PRIMARY KEY("root_id","post")
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_mail";--> statement-breakpoint
ALTER TABLE "changes" DROP CONSTRAINT "changes_kind";--> statement-breakpoint
ALTER TABLE "transcript_passages" DROP CONSTRAINT "transcript_passages_townhall_id_number_pk";--> statement-breakpoint
ALTER TABLE "dispositions" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "townhalls" ADD COLUMN "transcript_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "refusal" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "transcript_passages" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "transcript_passages" ADD CONSTRAINT "transcript_passages_townhall_id_version_number_pk" PRIMARY KEY("townhall_id","version","number");--> statement-breakpoint
ALTER TABLE "moved_posts" ADD CONSTRAINT "moved_posts_root_id_comments_id_fk" FOREIGN KEY ("root_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moved_posts" ADD CONSTRAINT "moved_posts_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moved_posts" ADD CONSTRAINT "moved_posts_moved_by_users_id_fk" FOREIGN KEY ("moved_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "moved_posts_comment" ON "moved_posts" USING btree ("comment_id");--> statement-breakpoint
CREATE INDEX "moved_posts_moved_by" ON "moved_posts" USING btree ("moved_by") WHERE moved_by is not null;--> statement-breakpoint
CREATE INDEX "notices_failed" ON "notices" USING btree ("process_id","mail_after") WHERE mail = 'failed';--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_mail" CHECK ("mail" in ('none', 'due', 'taken', 'sent', 'failed'));--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_kind" CHECK ("kind" in ('gate', 'review-cell', 'settled-cell', 'disposition', 'agenda', 'transcript'));


--> statement-breakpoint
SELECT watch_table('moved_posts');
--> statement-breakpoint
-- Transcripts that are there are the first version of each.
UPDATE "townhalls" SET "transcript_version" = 1
WHERE EXISTS (SELECT FROM "transcript_passages" p WHERE p."townhall_id" = "townhalls"."id");
--> statement-breakpoint
-- Which wording a disposition was about: the newest that was there when it was made.
UPDATE "dispositions" d SET "version" = (
  SELECT coalesce(max(w.version), 1) FROM (
    SELECT v."version", v."at" FROM "comment_versions" v WHERE v."comment_id" = d."comment_id"
    UNION ALL
    SELECT c."version", coalesce(c."edited_at", c."created_at") FROM "comments" c WHERE c."id" = d."comment_id"
  ) w WHERE w."at" <= d."at"
);
--> statement-breakpoint
SELECT
  keep_changes_of('dispositions', 'disposition', ARRAY['comments', 'comment_id'], ARRAY['id'], ARRAY['decision', 'reason', 'answer']),
  keep_changes_of('agenda_items', 'agenda', ARRAY['townhalls', 'townhall_id'], ARRAY['townhall_id'], ARRAY['title', 'minutes']),
  keep_changes_of('transcript_passages', 'transcript', ARRAY['townhalls', 'townhall_id'],
    ARRAY['townhall_id'], ARRAY['text', 'speaker', 'starts_ms']);
