CREATE TABLE "agenda_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"townhall_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"title" jsonb NOT NULL,
	"minutes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agreement_acceptances" (
	"process_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "agreement_acceptances_process_id_user_id_pk" PRIMARY KEY("process_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"process_id" uuid PRIMARY KEY NOT NULL,
	"text" jsonb NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attendance" (
	"townhall_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"groups" text[] NOT NULL,
	"country" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "attendance_townhall_id_user_id_pk" PRIMARY KEY("townhall_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "hands" (
	"id" uuid PRIMARY KEY NOT NULL,
	"townhall_id" uuid NOT NULL,
	"user_id" uuid,
	"speaks_as" text,
	"about" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"called_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"beat_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"townhall_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "registrations_townhall_id_user_id_pk" PRIMARY KEY("townhall_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "room_presence" (
	"connection" text PRIMARY KEY NOT NULL,
	"node_id" uuid NOT NULL,
	"townhall_id" uuid NOT NULL,
	"user_id" uuid,
	"language" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "socket_io_attachments" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now(),
	"payload" "bytea"
);
--> statement-breakpoint
CREATE TABLE "temperature_answers" (
	"check_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"option" integer NOT NULL,
	"groups" text[] NOT NULL,
	CONSTRAINT "temperature_answers_check_id_user_id_pk" PRIMARY KEY("check_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "temperature_checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"townhall_id" uuid NOT NULL,
	"question" jsonb NOT NULL,
	"options" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "townhall_clauses" (
	"townhall_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"clause_id" uuid NOT NULL,
	CONSTRAINT "townhall_clauses_townhall_id_clause_id_pk" PRIMARY KEY("townhall_id","clause_id")
);
--> statement-breakpoint
CREATE TABLE "townhall_events" (
	"townhall_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "townhall_events_townhall_id_seq_pk" PRIMARY KEY("townhall_id","seq")
);
--> statement-breakpoint
CREATE TABLE "townhall_outcomes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"townhall_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"owner" text DEFAULT '' NOT NULL,
	"due" date,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "townhall_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"title" jsonb NOT NULL,
	"starts_on" date NOT NULL,
	"time" text NOT NULL,
	"zone" text NOT NULL,
	"every_weeks" integer NOT NULL,
	"until" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "townhalls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"series_id" uuid,
	"title" jsonb NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"minutes_long" integer NOT NULL,
	"zone" text NOT NULL,
	"languages" text[] NOT NULL,
	"call_url" text DEFAULT '' NOT NULL,
	"slides_url" text DEFAULT '' NOT NULL,
	"recording_url" text DEFAULT '' NOT NULL,
	"draft_id" uuid,
	"state" text NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"host_id" uuid,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"seq" integer DEFAULT 0 NOT NULL,
	"item_id" uuid,
	"item_since" timestamp with time zone,
	"display" jsonb,
	"question_id" uuid,
	"thread_id" uuid,
	"queue_open" boolean DEFAULT true NOT NULL,
	"slow_seconds" integer DEFAULT 0 NOT NULL,
	"minutes" text DEFAULT '' NOT NULL,
	"minutes_language" text DEFAULT 'en' NOT NULL,
	"minutes_revision" integer DEFAULT 0 NOT NULL,
	"minutes_at" timestamp with time zone,
	"transcript_language" text DEFAULT 'en' NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (case minutes_language when 'en' then to_tsvector('english', minutes) when 'es' then to_tsvector('spanish', minutes) when 'fr' then to_tsvector('french', minutes) when 'ar' then to_tsvector('arabic', minutes) else to_tsvector('simple', minutes) end) STORED,
	CONSTRAINT "townhalls_number" UNIQUE("process_id","number")
);
--> statement-breakpoint
CREATE TABLE "transcript_passages" (
	"townhall_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"starts_ms" integer,
	"speaker" text DEFAULT '' NOT NULL,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then to_tsvector('english', text) when 'es' then to_tsvector('spanish', text) when 'fr' then to_tsvector('french', text) when 'ar' then to_tsvector('arabic', text) else to_tsvector('simple', text) end) STORED,
	CONSTRAINT "transcript_passages_townhall_id_number_pk" PRIMARY KEY("townhall_id","number")
);
--> statement-breakpoint
DROP INDEX "comments_root";--> statement-breakpoint
ALTER TABLE "comments" ALTER COLUMN "draft_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "kind" text DEFAULT 'comment' NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "about_draft_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "about_clause_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "townhall_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "compilation_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "workgroup_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "title" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "post" integer;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "posts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "last_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "pinned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "answered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "answer_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "said_at" jsonb;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "key" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then setweight(to_tsvector('english', title), 'A') || to_tsvector('english', body) when 'es' then setweight(to_tsvector('spanish', title), 'A') || to_tsvector('spanish', body) when 'fr' then setweight(to_tsvector('french', title), 'A') || to_tsvector('french', body) when 'ar' then setweight(to_tsvector('arabic', title), 'A') || to_tsvector('arabic', body) else setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', body) end) STORED;--> statement-breakpoint
ALTER TABLE "draft_clauses" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "draft_clauses" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then setweight(to_tsvector('english', heading), 'A') || to_tsvector('english', body) when 'es' then setweight(to_tsvector('spanish', heading), 'A') || to_tsvector('spanish', body) when 'fr' then setweight(to_tsvector('french', heading), 'A') || to_tsvector('french', body) when 'ar' then setweight(to_tsvector('arabic', heading), 'A') || to_tsvector('arabic', body) else setweight(to_tsvector('simple', heading), 'A') || to_tsvector('simple', body) end) STORED;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "townhall_id" uuid;--> statement-breakpoint
ALTER TABLE "translations" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (case language when 'en' then setweight(to_tsvector('english', coalesce(texts->>'heading', '')), 'A') || to_tsvector('english', coalesce(texts->>'body', '')) when 'es' then setweight(to_tsvector('spanish', coalesce(texts->>'heading', '')), 'A') || to_tsvector('spanish', coalesce(texts->>'body', '')) when 'fr' then setweight(to_tsvector('french', coalesce(texts->>'heading', '')), 'A') || to_tsvector('french', coalesce(texts->>'body', '')) when 'ar' then setweight(to_tsvector('arabic', coalesce(texts->>'heading', '')), 'A') || to_tsvector('arabic', coalesce(texts->>'body', '')) else setweight(to_tsvector('simple', coalesce(texts->>'heading', '')), 'A') || to_tsvector('simple', coalesce(texts->>'body', '')) end) STORED;--> statement-breakpoint
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_acceptances" ADD CONSTRAINT "agreement_acceptances_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_acceptances" ADD CONSTRAINT "agreement_acceptances_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hands" ADD CONSTRAINT "hands_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hands" ADD CONSTRAINT "hands_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_presence" ADD CONSTRAINT "room_presence_node_id_nodes_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."nodes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_presence" ADD CONSTRAINT "room_presence_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "temperature_answers" ADD CONSTRAINT "temperature_answers_check_id_temperature_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."temperature_checks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "temperature_answers" ADD CONSTRAINT "temperature_answers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "temperature_checks" ADD CONSTRAINT "temperature_checks_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhall_clauses" ADD CONSTRAINT "townhall_clauses_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhall_clauses" ADD CONSTRAINT "townhall_clauses_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhall_events" ADD CONSTRAINT "townhall_events_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhall_outcomes" ADD CONSTRAINT "townhall_outcomes_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhall_series" ADD CONSTRAINT "townhall_series_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_series_id_townhall_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."townhall_series"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_host_id_users_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcript_passages" ADD CONSTRAINT "transcript_passages_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agenda_items_townhall" ON "agenda_items" USING btree ("townhall_id","position");--> statement-breakpoint
CREATE INDEX "hands_townhall" ON "hands" USING btree ("townhall_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "hands_once" ON "hands" USING btree ("townhall_id","user_id") WHERE state in ('waiting', 'speaking');--> statement-breakpoint
CREATE UNIQUE INDEX "hands_speaking" ON "hands" USING btree ("townhall_id") WHERE state = 'speaking';--> statement-breakpoint
CREATE INDEX "room_presence_townhall" ON "room_presence" USING btree ("townhall_id");--> statement-breakpoint
CREATE INDEX "room_presence_node" ON "room_presence" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "temperature_checks_townhall" ON "temperature_checks" USING btree ("townhall_id","opened_at");--> statement-breakpoint
CREATE INDEX "townhall_clauses_clause" ON "townhall_clauses" USING btree ("clause_id");--> statement-breakpoint
CREATE INDEX "townhall_outcomes_townhall" ON "townhall_outcomes" USING btree ("townhall_id","position");--> statement-breakpoint
CREATE INDEX "townhalls_when" ON "townhalls" USING btree ("process_id","starts_at");--> statement-breakpoint
CREATE INDEX "townhalls_live" ON "townhalls" USING btree ("state") WHERE state = 'live';--> statement-breakpoint
CREATE INDEX "townhalls_search" ON "townhalls" USING gin ("search");--> statement-breakpoint
CREATE INDEX "transcript_passages_search" ON "transcript_passages" USING gin ("search");--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_about_draft_id_drafts_id_fk" FOREIGN KEY ("about_draft_id") REFERENCES "public"."drafts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_compilation_id_compilations_id_fk" FOREIGN KEY ("compilation_id") REFERENCES "public"."compilations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_workgroup_id_workgroups_id_fk" FOREIGN KEY ("workgroup_id") REFERENCES "public"."workgroups"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_townhall_id_townhalls_id_fk" FOREIGN KEY ("townhall_id") REFERENCES "public"."townhalls"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "comments_topic" ON "comments" USING btree ("process_id","number") WHERE kind <> 'comment' and root_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "comments_post" ON "comments" USING btree ("root_id","post");--> statement-breakpoint
CREATE UNIQUE INDEX "comments_key" ON "comments" USING btree ("author_id","key");--> statement-breakpoint
CREATE INDEX "comments_shown" ON "comments" USING btree ("root_id") WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "comments_topics" ON "comments" USING btree ("process_id","last_at") WHERE kind <> 'comment' and root_id is null;--> statement-breakpoint
CREATE INDEX "comments_townhall" ON "comments" USING btree ("townhall_id","kind") WHERE townhall_id is not null;--> statement-breakpoint
CREATE INDEX "comments_newest" ON "comments" USING btree ("process_id","created_at");--> statement-breakpoint
CREATE INDEX "comments_search" ON "comments" USING gin ("search");--> statement-breakpoint
CREATE INDEX "draft_clauses_search" ON "draft_clauses" USING gin ("search");--> statement-breakpoint
CREATE INDEX "evidence_townhall" ON "evidence" USING btree ("townhall_id");--> statement-breakpoint
CREATE INDEX "translations_search" ON "translations" USING gin ("search");--> statement-breakpoint
-- Replies that are there are numbered in their threads, in the order in which they were made.
UPDATE "comments" SET "post" = "numbered"."post" FROM (
	SELECT "id", row_number() OVER (PARTITION BY "root_id" ORDER BY "created_at", "id") AS "post"
	FROM "comments" WHERE "root_id" IS NOT NULL
) AS "numbered" WHERE "comments"."id" = "numbered"."id";--> statement-breakpoint
UPDATE "comments" SET "posts" = "counted"."posts", "last_at" = "counted"."last_at" FROM (
	SELECT "root_id", count(*)::integer AS "posts", max("created_at") AS "last_at"
	FROM "comments" WHERE "root_id" IS NOT NULL GROUP BY "root_id"
) AS "counted" WHERE "comments"."id" = "counted"."root_id";--> statement-breakpoint
UPDATE "draft_clauses" SET "language" = "processes"."source_language" FROM "drafts", "processes"
	WHERE "drafts"."id" = "draft_clauses"."draft_id" AND "processes"."id" = "drafts"."process_id";
