CREATE INDEX "approvals_draft" ON "approvals" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "applications_decided_by" ON "applications" USING btree ("decided_by") WHERE decided_by is not null;--> statement-breakpoint
CREATE INDEX "applications_person" ON "applications" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "comment_flags_person" ON "comment_flags" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "comment_places_confirmed_by" ON "comment_places" USING btree ("confirmed_by") WHERE confirmed_by is not null;--> statement-breakpoint
CREATE INDEX "comment_reactions_person" ON "comment_reactions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "comments_about_draft" ON "comments" USING btree ("about_draft_id") WHERE about_draft_id is not null;--> statement-breakpoint
CREATE INDEX "comments_compilation" ON "comments" USING btree ("compilation_id") WHERE compilation_id is not null;--> statement-breakpoint
CREATE INDEX "comments_workgroup" ON "comments" USING btree ("workgroup_id") WHERE workgroup_id is not null;--> statement-breakpoint
CREATE INDEX "dispositions_decided_by" ON "dispositions" USING btree ("decided_by") WHERE decided_by is not null;--> statement-breakpoint
CREATE INDEX "dispositions_draft" ON "dispositions" USING btree ("draft_id") WHERE draft_id is not null;--> statement-breakpoint
CREATE INDEX "component_changes_actor" ON "component_changes" USING btree ("actor_id") WHERE actor_id is not null;--> statement-breakpoint
CREATE INDEX "draft_clauses_edited_by" ON "draft_clauses" USING btree ("edited_by") WHERE edited_by is not null;--> statement-breakpoint
CREATE INDEX "drafts_checklist" ON "drafts" USING btree ("checklist_id") WHERE checklist_id is not null;--> statement-breakpoint
CREATE INDEX "translations_process" ON "translations" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "translations_reviewer" ON "translations" USING btree ("reviewer_id") WHERE reviewer_id is not null;--> statement-breakpoint
CREATE INDEX "translations_translator" ON "translations" USING btree ("translator_id") WHERE translator_id is not null;--> statement-breakpoint
CREATE INDEX "endorsement_flags_person" ON "endorsement_flags" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "endorsements_checked_by" ON "endorsements" USING btree ("checked_by") WHERE checked_by is not null;--> statement-breakpoint
CREATE INDEX "endorsements_given_by" ON "endorsements" USING btree ("user_id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "evidence_added_by" ON "evidence" USING btree ("added_by") WHERE added_by is not null;--> statement-breakpoint
CREATE INDEX "evidence_compilation" ON "evidence" USING btree ("compilation_id") WHERE compilation_id is not null;--> statement-breakpoint
CREATE INDEX "faq_versions_edited_by" ON "faq_versions" USING btree ("edited_by") WHERE edited_by is not null;--> statement-breakpoint
CREATE INDEX "attendance_person" ON "attendance" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "hands_person" ON "hands" USING btree ("user_id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "temperature_answers_person" ON "temperature_answers" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "agreement_acceptances_person" ON "agreement_acceptances" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "registrations_person" ON "registrations" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "townhall_clauses_draft" ON "townhall_clauses" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "townhall_series_process" ON "townhall_series" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "townhalls_draft" ON "townhalls" USING btree ("draft_id") WHERE draft_id is not null;--> statement-breakpoint
CREATE INDEX "townhalls_host" ON "townhalls" USING btree ("host_id") WHERE host_id is not null;--> statement-breakpoint
CREATE INDEX "townhalls_series" ON "townhalls" USING btree ("series_id") WHERE series_id is not null;--> statement-breakpoint
CREATE INDEX "process_members_campaign" ON "process_members" USING btree ("campaign_id") WHERE campaign_id is not null;--> statement-breakpoint
CREATE INDEX "restraints_person" ON "restraints" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "moderation_actions_actor" ON "moderation_actions" USING btree ("actor_id") WHERE actor_id is not null;--> statement-breakpoint
CREATE INDEX "moderation_actions_person" ON "moderation_actions" USING btree ("user_id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "notice_settings_process" ON "notice_settings" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "notices_process" ON "notices" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "unsubscribe_tokens_process" ON "unsubscribe_tokens" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id") WHERE actor_id is not null;--> statement-breakpoint
CREATE INDEX "milestones_process" ON "milestones" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "board_decisions_recorded_by" ON "board_decisions" USING btree ("recorded_by") WHERE recorded_by is not null;--> statement-breakpoint
CREATE INDEX "board_snapshots_draft" ON "board_snapshots" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "board_snapshots_taken_by" ON "board_snapshots" USING btree ("taken_by") WHERE taken_by is not null;--> statement-breakpoint
CREATE INDEX "gates_process" ON "gates" USING btree ("process_id");--> statement-breakpoint
CREATE INDEX "checklists_compilation" ON "checklists" USING btree ("compilation_id") WHERE compilation_id is not null;--> statement-breakpoint
CREATE INDEX "document_requests_asked_by" ON "document_requests" USING btree ("asked_by") WHERE asked_by is not null;--> statement-breakpoint
CREATE INDEX "reviews_decided_by" ON "reviews" USING btree ("decided_by") WHERE decided_by is not null;--> statement-breakpoint
CREATE INDEX "settled_cells_draft" ON "settled_cells" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "settled_cells_settled_by" ON "settled_cells" USING btree ("settled_by") WHERE settled_by is not null;--> statement-breakpoint
CREATE INDEX "systems_workgroup" ON "systems" USING btree ("workgroup_id") WHERE workgroup_id is not null;--> statement-breakpoint
CREATE INDEX "rounds_workgroup" ON "rounds" USING btree ("workgroup_id") WHERE workgroup_id is not null;--> statement-breakpoint
CREATE INDEX "seats_person" ON "seats" USING btree ("user_id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "translators_person" ON "translators" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "invitations_campaign" ON "invitations" USING btree ("campaign_id") WHERE campaign_id is not null;--> statement-breakpoint
CREATE INDEX "invitations_invited_by" ON "invitations" USING btree ("invited_by") WHERE invited_by is not null;--> statement-breakpoint
CREATE INDEX "invitations_workgroup" ON "invitations" USING btree ("workgroup_id") WHERE workgroup_id is not null;--> statement-breakpoint
CREATE INDEX "workgroup_members_person" ON "workgroup_members" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "sign_in_requests" ADD CONSTRAINT "sign_in_requests_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_locale" CHECK ("locale" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_state" CHECK ("state" in ('open', 'accepted', 'thanked', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_kind" CHECK ("kind" in ('workgroup', 'reviewer', 'translator', 'participant'));--> statement-breakpoint
ALTER TABLE "comment_places" ADD CONSTRAINT "comment_places_match" CHECK ("match" in ('exact', 'approximate', 'gone'));--> statement-breakpoint
ALTER TABLE "comment_reactions" ADD CONSTRAINT "comment_reactions_kind" CHECK ("kind" in ('agree', 'thanks', 'unclear', 'up'));--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_kind" CHECK ("kind" in ('comment', 'topic', 'question'));--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_category" CHECK ("category" in ('general', 'text', 'votes', 'systems', 'meetings', 'process'));--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_type" CHECK ("type" in ('general', 'technical', 'editorial'));--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_stance" CHECK ("stance" in ('support', 'neutral', 'oppose'));--> statement-breakpoint
ALTER TABLE "dispositions" ADD CONSTRAINT "dispositions_decision" CHECK ("decision" in ('accepted', 'accepted-with-changes', 'rejected', 'deferred', 'out-of-scope'));--> statement-breakpoint
ALTER TABLE "dispositions" ADD CONSTRAINT "dispositions_answer" CHECK ("answer" in ('satisfied', 'not-satisfied'));--> statement-breakpoint
ALTER TABLE "component_changes" ADD CONSTRAINT "component_changes_kind" CHECK ("kind" in ('added', 'split', 'merged', 'retired'));--> statement-breakpoint
ALTER TABLE "draft_clauses" ADD CONSTRAINT "draft_clauses_kind" CHECK ("kind" in ('section', 'preamble', 'definition', 'requirement', 'checklist', 'clarification'));--> statement-breakpoint
ALTER TABLE "draft_clauses" ADD CONSTRAINT "draft_clauses_stability" CHECK ("stability" in ('unlikely', 'rather-unlikely', 'rather-likely', 'likely'));--> statement-breakpoint
ALTER TABLE "draft_clauses" ADD CONSTRAINT "draft_clauses_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_state" CHECK ("state" in ('working', 'published', 'superseded', 'final'));--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "translations" ADD CONSTRAINT "translations_state" CHECK ("state" in ('draft', 'reviewed'));--> statement-breakpoint
ALTER TABLE "endorsed_versions" ADD CONSTRAINT "endorsed_versions_answer" CHECK ("answer" in ('yes', 'no'));--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_kind" CHECK ("kind" in ('person', 'organization'));--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_state" CHECK ("state" in ('sent', 'unchecked', 'listed', 'declined', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "hands" ADD CONSTRAINT "hands_state" CHECK ("state" in ('waiting', 'speaking', 'spoken', 'withdrawn', 'removed'));--> statement-breakpoint
ALTER TABLE "room_presence" ADD CONSTRAINT "room_presence_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "townhall_events" ADD CONSTRAINT "townhall_events_kind" CHECK ("kind" in ('meeting', 'item', 'display', 'hand', 'queue', 'question', 'vote', 'check', 'answer', 'post', 'hidden'));--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_state" CHECK ("state" in ('planned', 'live', 'ended', 'cancelled'));--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_minutes_language" CHECK ("minutes_language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "townhalls" ADD CONSTRAINT "townhalls_transcript_language" CHECK ("transcript_language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "process_members" ADD CONSTRAINT "process_members_role" CHECK ("role" in ('organizer', 'participant'));--> statement-breakpoint
ALTER TABLE "restraints" ADD CONSTRAINT "restraints_kind" CHECK ("kind" in ('slow', 'suspend'));--> statement-breakpoint
ALTER TABLE "moderation_actions" ADD CONSTRAINT "moderation_actions_action" CHECK ("action" in ('hide', 'restore', 'slow', 'suspend', 'lift'));--> statement-breakpoint
ALTER TABLE "notice_settings" ADD CONSTRAINT "notice_settings_frequency" CHECK ("frequency" in ('at-once', 'daily', 'never'));--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_mail" CHECK ("mail" in ('none', 'due', 'taken', 'sent'));--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_stream" CHECK ("stream" in ('consultation', 'testing', 'release'));--> statement-breakpoint
ALTER TABLE "processes" ADD CONSTRAINT "processes_source_language" CHECK ("source_language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_kind" CHECK ("kind" in ('decision', 'townhall', 'review'));--> statement-breakpoint
ALTER TABLE "board_decisions" ADD CONSTRAINT "board_decisions_decision" CHECK ("decision" in ('approved', 'sent-back'));--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_breakdown" CHECK ("breakdown" in ('group', 'region', 'language'));--> statement-breakpoint
ALTER TABLE "document_requests" ADD CONSTRAINT "document_requests_state" CHECK ("state" in ('answered', 'declined', 'withdrawn', 'open'));--> statement-breakpoint
ALTER TABLE "review_cells" ADD CONSTRAINT "review_cells_value" CHECK ("value" in ('allowed', 'restricted', 'not-available', 'unknown', 'not-applicable'));--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_state" CHECK ("state" in ('applied', 'confirmed', 'declined', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "settled_cells" ADD CONSTRAINT "settled_cells_value" CHECK ("value" in ('allowed', 'restricted', 'not-available', 'unknown', 'not-applicable'));--> statement-breakpoint
ALTER TABLE "ballot_entries" ADD CONSTRAINT "ballot_entries_kind" CHECK ("kind" in ('open', 'roll', 'cast', 'withdraw', 'close', 'result', 'erasure'));--> statement-breakpoint
ALTER TABLE "ballot_logs" ADD CONSTRAINT "ballot_logs_state" CHECK ("state" in ('open', 'closed'));--> statement-breakpoint
ALTER TABLE "ballot_voters" ADD CONSTRAINT "ballot_voters_last_kind" CHECK ("last_kind" in ('cast', 'withdraw'));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_kind" CHECK ("kind" in ('components', 'approval'));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_state" CHECK ("state" in ('draft', 'open', 'closed'));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_attribution" CHECK ("attribution" in ('named', 'pseudonymous'));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_reveal" CHECK ("reveal" in ('at-close', 'at-publication'));--> statement-breakpoint
ALTER TABLE "townhall_outcomes" ADD CONSTRAINT "townhall_outcomes_kind" CHECK ("kind" in ('decision', 'action'));--> statement-breakpoint
ALTER TABLE "townhall_outcomes" ADD CONSTRAINT "townhall_outcomes_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "transcript_passages" ADD CONSTRAINT "transcript_passages_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "translators" ADD CONSTRAINT "translators_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_role" CHECK ("role" in ('organizer', 'facilitator', 'member', 'participant'));--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_language" CHECK ("language" in ('en', 'es', 'fr', 'ar'));--> statement-breakpoint
ALTER TABLE "workgroup_members" ADD CONSTRAINT "workgroup_members_role" CHECK ("role" in ('facilitator', 'member'));