CREATE TABLE "glossary_terms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "glossary_terms_number" UNIQUE("process_id","number")
);
--> statement-breakpoint
CREATE TABLE "glossary_words" (
	"term_id" uuid NOT NULL,
	"language" text NOT NULL,
	"revision" integer NOT NULL,
	"wanted" text[] NOT NULL,
	"avoided" text[] NOT NULL,
	"note" text NOT NULL,
	"saved_by" uuid,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "glossary_words_term_id_language_revision_pk" PRIMARY KEY("term_id","language","revision"),
	CONSTRAINT "glossary_words_language" CHECK (length("language") < 36 and "language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-x(-[0-9a-z]{1,8})+)?$')
);
--> statement-breakpoint
ALTER TABLE "glossary_terms" ADD CONSTRAINT "glossary_terms_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "glossary_words" ADD CONSTRAINT "glossary_words_term_id_glossary_terms_id_fk" FOREIGN KEY ("term_id") REFERENCES "public"."glossary_terms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "glossary_words" ADD CONSTRAINT "glossary_words_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "glossary_words_saved_by" ON "glossary_words" USING btree ("saved_by") WHERE saved_by is not null;
--> statement-breakpoint
SELECT watch_table('glossary_terms'), watch_table('glossary_words');
