CREATE TABLE "clause_revisions" (
	"draft_id" uuid NOT NULL,
	"clause_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	"stability" text NOT NULL,
	"source" text NOT NULL,
	"comment_id" uuid,
	"from_revision" integer,
	"saved_by" uuid,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clause_revisions_draft_id_clause_id_revision_pk" PRIMARY KEY("draft_id","clause_id","revision"),
	CONSTRAINT "clause_revisions_kind" CHECK ("kind" in ('section', 'preamble', 'definition', 'requirement', 'checklist', 'clarification')),
	CONSTRAINT "clause_revisions_stability" CHECK ("stability" in ('unlikely', 'rather-unlikely', 'rather-likely', 'likely')),
	CONSTRAINT "clause_revisions_source" CHECK ("source" in ('begun', 'edited', 'merged', 'suggested', 'undone', 'restored', 'imported', 'split', 'joined'))
);
--> statement-breakpoint
ALTER TABLE "clause_revisions" ADD CONSTRAINT "clause_revisions_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clause_revisions" ADD CONSTRAINT "clause_revisions_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clause_revisions_saved" ON "clause_revisions" USING btree ("draft_id","saved_at");--> statement-breakpoint
CREATE INDEX "clause_revisions_comment" ON "clause_revisions" USING btree ("comment_id") WHERE comment_id is not null;--> statement-breakpoint
CREATE INDEX "clause_revisions_saved_by" ON "clause_revisions" USING btree ("saved_by") WHERE saved_by is not null;--> statement-breakpoint
CREATE INDEX "draft_clauses_code" ON "draft_clauses" USING btree (right(clause_id::text, 10));
--> statement-breakpoint
-- The table of a feature that stands before comments: its schema does not name theirs.
ALTER TABLE "clause_revisions" ADD CONSTRAINT "clause_revisions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
-- Each text of a clause of a working version is kept, whoever writes it. One that is written back as it was (an import writes all
-- clauses anew) is there already; another text under a number that was given fails.
CREATE FUNCTION keep_revision() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.revision = OLD.revision
    AND (NEW.kind, NEW.heading, NEW.body, NEW.stability) IS NOT DISTINCT FROM (OLD.kind, OLD.heading, OLD.body, OLD.stability)
  THEN
    RETURN NULL;
  END IF;
  INSERT INTO clause_revisions
    (draft_id, clause_id, revision, kind, heading, body, stability, source, saved_by, saved_at)
  SELECT NEW.draft_id, NEW.clause_id, NEW.revision, NEW.kind, NEW.heading, NEW.body, NEW.stability,
    CASE TG_OP WHEN 'INSERT' THEN 'begun' ELSE 'edited' END, NEW.edited_by, NEW.edited_at
  WHERE EXISTS (SELECT FROM drafts WHERE id = NEW.draft_id AND state = 'working')
    AND NOT EXISTS (
      SELECT FROM clause_revisions kept
      WHERE kept.draft_id = NEW.draft_id AND kept.clause_id = NEW.clause_id AND kept.revision = NEW.revision
        AND (kept.kind, kept.heading, kept.body, kept.stability) = (NEW.kind, NEW.heading, NEW.body, NEW.stability)
    );
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER keep_revision AFTER INSERT OR UPDATE ON draft_clauses FOR EACH ROW EXECUTE FUNCTION keep_revision();
--> statement-breakpoint
-- Of working versions that are there already, the texts as they are now; what carries out a suggestion says so.
INSERT INTO clause_revisions
  (draft_id, clause_id, revision, kind, heading, body, stability, source, comment_id, saved_by, saved_at)
SELECT clause.draft_id, clause.clause_id, clause.revision, clause.kind, clause.heading, clause.body, clause.stability,
  CASE WHEN done.comment_id IS NULL THEN CASE clause.revision WHEN 1 THEN 'begun' ELSE 'edited' END ELSE 'suggested' END,
  done.comment_id, clause.edited_by, clause.edited_at
FROM draft_clauses clause
JOIN drafts ON drafts.id = clause.draft_id AND drafts.state = 'working'
LEFT JOIN LATERAL (
  SELECT comment_id FROM carried_out
  WHERE carried_out.draft_id = clause.draft_id AND carried_out.clause_id = clause.clause_id
    AND carried_out.revision = clause.revision AND carried_out.undone_at IS NULL AND carried_out.body = clause.body
  ORDER BY carried_out.at LIMIT 1
) done ON true;
--> statement-breakpoint
SELECT watch_table('clause_revisions');
