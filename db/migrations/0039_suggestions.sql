CREATE TABLE "carried_out" (
	"disposition_id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"draft_id" uuid,
	"clause_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"body" text NOT NULL,
	"patch" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid
);
--> statement-breakpoint
CREATE TABLE "suggestion_bundles" (
	"comment_id" uuid PRIMARY KEY NOT NULL,
	"lead_id" uuid NOT NULL,
	"bundled_by" uuid,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suggestion_figures" (
	"comment_id" uuid NOT NULL,
	"group_key" text NOT NULL,
	"stance" text NOT NULL,
	"count" integer NOT NULL,
	"lag" integer NOT NULL,
	CONSTRAINT "suggestion_figures_comment_id_group_key_stance_pk" PRIMARY KEY("comment_id","group_key","stance"),
	CONSTRAINT "suggestion_figures_stance" CHECK ("stance" in ('support', 'neutral', 'oppose'))
);
--> statement-breakpoint
CREATE TABLE "suggestion_positions" (
	"comment_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"stance" text NOT NULL,
	"reason" text NOT NULL,
	"language" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "suggestion_positions_comment_id_user_id_pk" PRIMARY KEY("comment_id","user_id"),
	CONSTRAINT "suggestion_positions_stance" CHECK ("stance" in ('support', 'neutral', 'oppose')),
	CONSTRAINT "suggestion_positions_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'))
);
--> statement-breakpoint
ALTER TABLE "dispositions" DROP CONSTRAINT "dispositions_decision";--> statement-breakpoint
ALTER TABLE "comment_places" ADD COLUMN "patch" jsonb;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "patch" jsonb;--> statement-breakpoint
ALTER TABLE "carried_out" ADD CONSTRAINT "carried_out_disposition_id_dispositions_id_fk" FOREIGN KEY ("disposition_id") REFERENCES "public"."dispositions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carried_out" ADD CONSTRAINT "carried_out_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carried_out" ADD CONSTRAINT "carried_out_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carried_out" ADD CONSTRAINT "carried_out_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_bundles" ADD CONSTRAINT "suggestion_bundles_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_bundles" ADD CONSTRAINT "suggestion_bundles_lead_id_comments_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_bundles" ADD CONSTRAINT "suggestion_bundles_bundled_by_users_id_fk" FOREIGN KEY ("bundled_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_figures" ADD CONSTRAINT "suggestion_figures_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_positions" ADD CONSTRAINT "suggestion_positions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_positions" ADD CONSTRAINT "suggestion_positions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "carried_out_comment" ON "carried_out" USING btree ("comment_id");--> statement-breakpoint
CREATE INDEX "carried_out_draft" ON "carried_out" USING btree ("draft_id","at") WHERE draft_id is not null;--> statement-breakpoint
CREATE INDEX "carried_out_undone_by" ON "carried_out" USING btree ("undone_by") WHERE undone_by is not null;--> statement-breakpoint
CREATE INDEX "suggestion_bundles_lead" ON "suggestion_bundles" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "suggestion_bundles_bundled_by" ON "suggestion_bundles" USING btree ("bundled_by") WHERE bundled_by is not null;--> statement-breakpoint
CREATE INDEX "suggestion_positions_person" ON "suggestion_positions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "comments_suggestions" ON "comments" USING btree ("process_id","draft_id") WHERE patch is not null;--> statement-breakpoint
ALTER TABLE "dispositions" ADD CONSTRAINT "dispositions_decision" CHECK ("decision" in ('accepted', 'accepted-with-changes', 'rejected', 'deferred', 'out-of-scope', 'withdrawn'));
--> statement-breakpoint
SELECT
  watch_table('carried_out'),
  watch_table('suggestion_bundles'),
  watch_table('suggestion_figures', ARRAY['lag']),
  watch_table('suggestion_positions'),
  watch_renderings('suggestion_positions', 'reason');
--> statement-breakpoint
-- Wordings that were proposed before there were suggestions are some from now on, each as one change of the whole clause; what was
-- accepted of them was written into the text by hand, and stays as it was decided.
UPDATE comments SET patch = jsonb_build_array(
  jsonb_build_object('start', 0, 'removed', clause.body, 'added', comments.proposal)
)
FROM draft_clauses clause
WHERE comments.proposal <> '' AND comments.root_id IS NULL AND comments.kind = 'comment'
  AND clause.draft_id = comments.draft_id AND clause.clause_id = comments.clause_id AND clause.body <> comments.proposal
  AND NOT EXISTS (
    SELECT FROM dispositions
    WHERE dispositions.comment_id = comments.id AND dispositions.decision IN ('accepted', 'accepted-with-changes')
  );
--> statement-breakpoint
UPDATE comment_places SET patch = comments.patch
FROM comments, draft_clauses clause
WHERE comments.id = comment_places.comment_id AND comments.patch IS NOT NULL
  AND clause.draft_id = comment_places.draft_id AND clause.clause_id = comment_places.clause_id
  AND clause.body = comments.patch -> 0 ->> 'removed';
--> statement-breakpoint
-- Nobody says that a suggestion was accepted without the change that carries it out: asked as the transaction ends.
CREATE FUNCTION ask_for_carried_out() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (
    SELECT FROM dispositions JOIN comments ON comments.id = dispositions.comment_id
    WHERE dispositions.id = NEW.id AND comments.patch IS NOT NULL
      AND dispositions.decision IN ('accepted', 'accepted-with-changes')
  ) AND NOT EXISTS (SELECT FROM carried_out WHERE disposition_id = NEW.id) THEN
    RAISE EXCEPTION 'suggestion % was accepted without the change that carries it out', NEW.comment_id;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER accepted_is_carried_out AFTER INSERT OR UPDATE OF decision, comment_id ON dispositions
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ask_for_carried_out();
