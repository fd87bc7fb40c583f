CREATE TABLE "approvals" (
	"round_id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"draft_hash" text NOT NULL,
	"rule" jsonb NOT NULL,
	"on_roll" jsonb,
	"result" jsonb,
	"result_hash" text
);
--> statement-breakpoint
CREATE TABLE "endorsed_versions" (
	"endorsement_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"draft_hash" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	CONSTRAINT "endorsed_versions_endorsement_id_draft_id_pk" PRIMARY KEY("endorsement_id","draft_id")
);
--> statement-breakpoint
CREATE TABLE "endorsements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"email" text NOT NULL,
	"user_id" uuid,
	"name" text NOT NULL,
	"affiliation" text DEFAULT '' NOT NULL,
	"country" text DEFAULT '' NOT NULL,
	"statement" text DEFAULT '' NOT NULL,
	"language" text NOT NULL,
	"domain" text DEFAULT '' NOT NULL,
	"signatory" text DEFAULT '' NOT NULL,
	"authority" text DEFAULT '' NOT NULL,
	"is_example" boolean DEFAULT false NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"verified_at" timestamp with time zone,
	"checked_by" uuid,
	"checked_at" timestamp with time zone,
	"declined_reason" text DEFAULT '' NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "endorsements_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "endorsements_number" UNIQUE("process_id","number")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "campaigns_code" UNIQUE("process_id","code")
);
--> statement-breakpoint
CREATE TABLE "board_decisions" (
	"snapshot_id" uuid PRIMARY KEY NOT NULL,
	"decision" text NOT NULL,
	"reasons" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_on" date NOT NULL,
	"recorded_by" uuid,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "board_snapshots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"draft_id" uuid NOT NULL,
	"meeting" text NOT NULL,
	"state" jsonb NOT NULL,
	"hash" text NOT NULL,
	"taken_by" uuid,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "board_snapshots_number" UNIQUE("process_id","number")
);
--> statement-breakpoint
CREATE TABLE "gates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"title" jsonb NOT NULL,
	"rule" jsonb NOT NULL,
	"due_on" date NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"call_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"language" text NOT NULL,
	"message" text NOT NULL,
	"state" text NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"applied_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "applications_user" UNIQUE("call_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"title" jsonb NOT NULL,
	"body" jsonb NOT NULL,
	"missing" text[] NOT NULL,
	"until" date NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "calls_number" UNIQUE("process_id","number")
);
--> statement-breakpoint
CREATE TABLE "representation_snapshots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"figures" jsonb NOT NULL,
	"taken_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "self_answers" (
	"process_id" uuid NOT NULL,
	"question" text NOT NULL,
	"user_id" uuid NOT NULL,
	"option" text NOT NULL,
	CONSTRAINT "self_answers_process_id_question_user_id_pk" PRIMARY KEY("process_id","question","user_id")
);
--> statement-breakpoint
CREATE TABLE "self_questions" (
	"process_id" uuid NOT NULL,
	"key" text NOT NULL,
	"title" jsonb NOT NULL,
	"options" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "self_questions_process_id_key_pk" PRIMARY KEY("process_id","key")
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"process_id" uuid NOT NULL,
	"breakdown" text NOT NULL,
	"key" text NOT NULL,
	"percent" integer NOT NULL,
	CONSTRAINT "targets_process_id_breakdown_key_pk" PRIMARY KEY("process_id","breakdown","key")
);
--> statement-breakpoint
CREATE TABLE "document_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"component" text NOT NULL,
	"wanted" text NOT NULL,
	"recipient" text NOT NULL,
	"asked_by" uuid,
	"asked_at" timestamp with time zone NOT NULL,
	"due_on" date NOT NULL,
	"state" text NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"answer_url" text DEFAULT '' NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "document_requests_number" UNIQUE("system_id","number")
);
--> statement-breakpoint
CREATE TABLE "review_cells" (
	"review_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"component" text NOT NULL,
	"criterion" text NOT NULL,
	"value" text NOT NULL,
	"url" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "review_cells_review_id_draft_id_component_criterion_pk" PRIMARY KEY("review_id","draft_id","component","criterion")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"system_id" uuid NOT NULL,
	"user_id" uuid,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"affiliated" boolean NOT NULL,
	"motivation" text NOT NULL,
	"applied_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	CONSTRAINT "reviews_user" UNIQUE("system_id","user_id"),
	CONSTRAINT "reviews_number" UNIQUE("system_id","number")
);
--> statement-breakpoint
CREATE TABLE "settled_cells" (
	"system_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"component" text NOT NULL,
	"criterion" text NOT NULL,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	"settled_by" uuid,
	"settled_at" timestamp with time zone NOT NULL,
	CONSTRAINT "settled_cells_system_id_draft_id_component_criterion_pk" PRIMARY KEY("system_id","draft_id","component","criterion")
);
--> statement-breakpoint
CREATE TABLE "systems" (
	"id" uuid PRIMARY KEY NOT NULL,
	"process_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"maker" text NOT NULL,
	"about" jsonb NOT NULL,
	"links" jsonb NOT NULL,
	"workgroup_id" uuid,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "systems_key" UNIQUE("process_id","key")
);
--> statement-breakpoint
ALTER TABLE "rounds" DROP CONSTRAINT "rounds_number";--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "system_id" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "approval_id" uuid;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "endorsable_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "system_id" uuid;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "placed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "milestones" ADD COLUMN "stream" text DEFAULT 'release' NOT NULL;--> statement-breakpoint
ALTER TABLE "process_members" ADD COLUMN "campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "review_rule" jsonb;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "targets_note" jsonb;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "embargo_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stakeholder_groups" ADD COLUMN "question" jsonb;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "kind" text DEFAULT 'components' NOT NULL;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsed_versions" ADD CONSTRAINT "endorsed_versions_endorsement_id_endorsements_id_fk" FOREIGN KEY ("endorsement_id") REFERENCES "public"."endorsements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsed_versions" ADD CONSTRAINT "endorsed_versions_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_checked_by_users_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_decisions" ADD CONSTRAINT "board_decisions_snapshot_id_board_snapshots_id_fk" FOREIGN KEY ("snapshot_id") REFERENCES "public"."board_snapshots"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_decisions" ADD CONSTRAINT "board_decisions_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_snapshots" ADD CONSTRAINT "board_snapshots_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_snapshots" ADD CONSTRAINT "board_snapshots_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_snapshots" ADD CONSTRAINT "board_snapshots_taken_by_users_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representation_snapshots" ADD CONSTRAINT "representation_snapshots_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_answers" ADD CONSTRAINT "self_answers_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_answers" ADD CONSTRAINT "self_answers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_questions" ADD CONSTRAINT "self_questions_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_requests" ADD CONSTRAINT "document_requests_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_requests" ADD CONSTRAINT "document_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_cells" ADD CONSTRAINT "review_cells_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_cells" ADD CONSTRAINT "review_cells_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settled_cells" ADD CONSTRAINT "settled_cells_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settled_cells" ADD CONSTRAINT "settled_cells_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settled_cells" ADD CONSTRAINT "settled_cells_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "systems" ADD CONSTRAINT "systems_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "systems" ADD CONSTRAINT "systems_workgroup_id_workgroups_id_fk" FOREIGN KEY ("workgroup_id") REFERENCES "public"."workgroups"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "endorsed_versions_draft" ON "endorsed_versions" USING btree ("draft_id","answer");--> statement-breakpoint
CREATE UNIQUE INDEX "endorsements_person" ON "endorsements" USING btree ("process_id","email") WHERE kind = 'person' and state not in ('withdrawn', 'declined');--> statement-breakpoint
CREATE UNIQUE INDEX "endorsements_organization" ON "endorsements" USING btree ("process_id","domain") WHERE kind = 'organization' and state not in ('withdrawn', 'declined');--> statement-breakpoint
CREATE INDEX "endorsements_listed" ON "endorsements" USING btree ("process_id","state");--> statement-breakpoint
CREATE INDEX "representation_snapshots_process" ON "representation_snapshots" USING btree ("process_id","taken_at");--> statement-breakpoint
CREATE INDEX "self_answers_user" ON "self_answers" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "review_cells_draft" ON "review_cells" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "reviews_person" ON "reviews" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_approval_id_rounds_id_fk" FOREIGN KEY ("approval_id") REFERENCES "public"."rounds"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_system_id_systems_id_fk" FOREIGN KEY ("system_id") REFERENCES "public"."systems"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_members" ADD CONSTRAINT "process_members_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comments_approval" ON "comments" USING btree ("approval_id") WHERE approval_id is not null;--> statement-breakpoint
CREATE INDEX "comments_system" ON "comments" USING btree ("system_id") WHERE system_id is not null;--> statement-breakpoint
CREATE INDEX "evidence_system" ON "evidence" USING btree ("system_id");--> statement-breakpoint
CREATE INDEX "process_members_user" ON "process_members" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_number" UNIQUE("process_id","kind","number");