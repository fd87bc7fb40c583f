/**
 * What may still be asked of what a form names, and is over by the time it arrives: by state, page and answer, each intent with
 * the field that names it. "done", or why it is not.
 */
export const overAnswers: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
> = {
  "a comment that was hidden": {
    "discussion/comment.tsx": {
      not_found: "edit.comment react.comment flag.comment hide.comment faq.comment",
      done: "restore.comment restrain.comment",
    },
    "discussion/manage.moderation.tsx": {
      not_found: "hide.comment reopen.comment",
      done: "restore.comment",
      already_decided: "dismiss.comment",
    },
    "discussion/thread.tsx": {
      not_found: "edit.comment react.comment flag.comment hide.comment faq.comment",
      done: "restore.comment restrain.comment",
    },
  },
  "a comment of which all flags were answered": {
    "discussion/comment.tsx": {
      done: "edit.comment react.comment flag.comment hide.comment restrain.comment faq.comment",
      not_found: "restore.comment",
    },
    "discussion/manage.moderation.tsx": {
      done: "hide.comment",
      not_found: "restore.comment reopen.comment",
      already_decided: "dismiss.comment",
    },
    "discussion/thread.tsx": {
      done: "edit.comment react.comment flag.comment hide.comment restrain.comment",
      not_found: "restore.comment faq.comment",
    },
  },
  "a suggestion that was withdrawn": {
    "discussion/comment.tsx": {
      already_decided: "decide.suggestion",
      not_found: "undo.suggestion bundle.suggestion bundle.lead",
    },
    "discussion/manage.draft.suggestions.tsx": {
      already_decided: "decide.suggestion decideMany.chosen",
      not_found: "undo.suggestion",
    },
  },
  "a suggestion that was rejected": {
    "discussion/comment.tsx": {
      already_decided: "decide.suggestion",
      not_found: "undo.suggestion bundle.suggestion bundle.lead",
    },
    "discussion/manage.draft.suggestions.tsx": {
      already_decided: "decide.suggestion decideMany.chosen",
      not_found: "undo.suggestion",
    },
  },
  "a thread that was closed": {
    "discussion/thread.tsx": { not_found: "movePosts.to" },
  },
  "a thread that was hidden": {
    "discussion/thread.tsx": { not_found: "movePosts.to" },
  },
  "an endorsement that was declined": {
    "discussion/manage.moderation.tsx": {
      not_found: "hideEndorsement.number restoreEndorsement.number reopenEndorsement.number",
      already_decided: "dismissEndorsement.number",
    },
    "endorsements/endorsement.link.tsx": { link_unknown: "withdraw.number" },
    "endorsements/endorsement.mine.tsx": { link_unknown: "withdraw.number" },
    "endorsements/endorsements.tsx": { not_found: "flag.number" },
    "endorsements/manage.endorsements.tsx": {
      edited_meanwhile: "accept.number decline.number",
      not_found: "resend.number askAgain.number hide.number restore.number",
    },
  },
  "an endorsement that was hidden": {
    "discussion/manage.moderation.tsx": {
      not_found: "hideEndorsement.number reopenEndorsement.number",
      done: "restoreEndorsement.number",
      already_decided: "dismissEndorsement.number",
    },
    "endorsements/endorsement.link.tsx": { link_unknown: "withdraw.number" },
    "endorsements/endorsement.mine.tsx": { link_unknown: "withdraw.number" },
    "endorsements/endorsements.tsx": { not_found: "flag.number" },
    "endorsements/manage.endorsements.tsx": {
      edited_meanwhile: "accept.number decline.number",
      not_found: "resend.number askAgain.number hide.number",
      done: "restore.number",
    },
  },
  "an endorsement that was withdrawn": {
    "discussion/manage.moderation.tsx": {
      not_found: "hideEndorsement.number restoreEndorsement.number reopenEndorsement.number",
      already_decided: "dismissEndorsement.number",
    },
    "endorsements/endorsement.link.tsx": { link_unknown: "withdraw.number" },
    "endorsements/endorsement.mine.tsx": { link_unknown: "withdraw.number" },
    "endorsements/endorsements.tsx": { not_found: "flag.number" },
    "endorsements/manage.endorsements.tsx": {
      edited_meanwhile: "accept.number decline.number",
      not_found: "resend.number askAgain.number hide.number restore.number",
    },
  },
  "an offer to review that was declined": {
    "reviews/manage.systems.tsx": { edited_meanwhile: "decide.review" },
  },
  "an offer to review that was withdrawn": {
    "reviews/manage.systems.tsx": { not_found: "decide.review" },
  },
  "a request for documents that was answered": {
    "reviews/system.tsx": { not_found: "resend.request", edited_meanwhile: "close.request" },
  },
  "an application that was answered": {
    "calls/manage.calls.tsx": { already_decided: "answer.application" },
  },
  "an application that was withdrawn": {
    "calls/manage.calls.tsx": { not_found: "answer.application" },
  },
  "a call that was closed": {
    "calls/manage.calls.tsx": { edited_meanwhile: "save.call", call_closed: "close.call" },
  },
  "a campaign that was ended": {
    "representation/join.tsx": { done: "place.campaign" },
    "representation/manage.representation.tsx": { already_exists: "campaign.code", not_found: "end.code" },
    "workgroups/manage.people.tsx": { invalid: "one.campaign many.campaign", done: "preview.campaign" },
  },
  "a gate that was taken away": {
    "release/manage.release.tsx": { not_found: "gate.id remove.id" },
  },
  "a milestone that was taken away": {
    "overview/manage.settings.tsx": { not_found: "remove.id" },
  },
  "a restraint that was lifted": {
    "discussion/manage.moderation.tsx": { not_found: "lift.address" },
  },
  "an act of moderation that was objected to": {
    "discussion/moderation.tsx": { objected_already: "object.act" },
  },
  "a round that has closed": {
    "plans/manage.plans.tsx": { round_not_draft: "prepare.rounds" },
    "profile/profile.parts.tsx": { round_not_open: "giveUp.round" },
    "results/manage.compile.tsx": { done: "compile.rounds" },
    "rounds/workgroup.tsx": { round_not_open: "remind.round" },
  },
  "a request to confirm that was taken back": {
    "release/manage.decide.tsx": { changed_since_read: "confirm.asked", not_asked: "takeBack.asked" },
    "release/manage.release.tsx": { not_asked: "confirm.asked takeBack.asked" },
    "results/manage.compilation.publish.tsx": {
      already_published: "publish.asked",
      not_asked: "takeBack.asked",
    },
    "rounds/manage.close.tsx": { changed_since_read: "close.asked", not_asked: "takeBack.asked" },
    "votes/manage.round.open.tsx": { round_not_draft: "open.asked", not_asked: "takeBack.asked" },
  },
  "a request to confirm that nobody answered in time": {
    "release/manage.decide.tsx": { changed_since_read: "confirm.asked", not_asked: "takeBack.asked" },
    "release/manage.release.tsx": { ask_expired: "confirm.asked", not_asked: "takeBack.asked" },
    "results/manage.compilation.publish.tsx": {
      already_published: "publish.asked",
      not_asked: "takeBack.asked",
    },
    "rounds/manage.close.tsx": { changed_since_read: "close.asked", not_asked: "takeBack.asked" },
    "votes/manage.round.open.tsx": { round_not_draft: "open.asked", not_asked: "takeBack.asked" },
  },
  "a citation that was taken back": {
    "discussion/manage.draft.tsx": { not_found: "uncite.id" },
  },
  "a clause that was taken out": {
    "discussion/clause.tsx": { not_found: "comment.clause suggest.clause" },
    "discussion/draft.tsx": { not_found: "comment.clause suggest.clause" },
    "discussion/manage.draft.revisions.tsx": { not_found: "restore.clause", done: "compare.clause" },
    "discussion/manage.draft.tsx": {
      not_found: "save.clause add.after move.clause split.clause merge.clause remove.clause uncite.clause",
      done: "restore.clause cite.clause",
    },
    "faq/manage.faq.tsx": { done: "save.clauses" },
    "townhalls/manage.townhall.tsx": { done: "clauses.clauses" },
  },
  "a component that was retired": {
    "components/manage.components.tsx": {
      invalid: "merge.from",
      not_found: "split.from retire.from",
      done: "edit.key",
    },
    "reviews/system.review.save.ts": { not_found: "save.component" },
    "reviews/system.review.tsx": { not_found: "save.component" },
    "reviews/system.tsx": { not_found: "settle.component unsettle.component", done: "ask.component" },
    "votes/manage.round.tsx": { invalid: "edit.asked" },
    "votes/manage.rounds.tsx": { invalid: "draft.asked" },
  },
  "a question that was answered": {
    "townhalls/townhall.tsx": {
      not_found: "unask.question",
      done: "vote.question answering.question hide.said",
      // Two hosts who press at once do not open it again.
      acted_meanwhile: "answered.question",
    },
  },
  "a question that was taken back": {
    "townhalls/townhall.tsx": {
      not_found: "unask.question vote.question answering.question answered.question hide.said",
    },
  },
  "a check that was closed": {
    "townhalls/townhall.tsx": { check_closed: "answer.check", not_found: "closeCheck.check" },
  },
  "a hand that was taken down": {
    "townhalls/townhall.tsx": { acted_meanwhile: "call.hand", not_found: "remove.hand" },
  },
  "an outcome that was taken away": {
    "townhalls/manage.townhall.tsx": { not_found: "outcome.id removeOutcome.id" },
  },
  "a transcript that was withdrawn": {
    "townhalls/townhall.transcript.tsx": { not_found: "withdraw.version" },
  },
  "an invitation that was accepted": {
    "workgroups/facilitate.tsx": { not_found: "revoke.id resend.id" },
    "workgroups/manage.people.tsx": { not_found: "revoke.id resend.id" },
  },
  "an invitation that was declined": {
    "workgroups/facilitate.tsx": { not_found: "revoke.id resend.id" },
    "workgroups/manage.people.tsx": { not_found: "revoke.id resend.id" },
  },
  "an invitation that was taken back": {
    "workgroups/facilitate.tsx": { not_found: "revoke.id resend.id" },
    "workgroups/manage.people.tsx": { not_found: "revoke.id resend.id" },
  },
  "an invitation that is too old": {
    "workgroups/facilitate.tsx": { done: "revoke.id", sent_just_now: "resend.id" },
    "workgroups/manage.people.tsx": { done: "revoke.id", sent_just_now: "resend.id" },
  },
  "a person who has left": {
    "profile/manage.members.tsx": { not_found: "role.person remove.person" },
    "townhalls/townhall.tsx": { not_found: "handOver.to" },
    "translation/manage.translators.tsx": { not_found: "set.userId" },
    "workgroups/manage.workgroups.tsx": { not_found: "member.userId" },
  },
  "a process that one has left": {
    "discussion/comment.tsx": { done: "follow.process" },
    "discussion/thread.tsx": { done: "follow.process" },
    "notices/notices.tsx": { done: "frequency.process" },
    "profile/profile.parts.tsx": { not_found: "leave.process" },
  },
  "a session that was ended": {
    "profile/profile.tsx": { done: "revoke.key" },
  },
  "a version that was replaced": {
    "approvals/manage.approval.tsx": { version_replaced: "edit.draft" },
    "approvals/manage.approvals.tsx": { version_replaced: "draft.draft" },
    "discussion/clause.tsx": { done: "comment.readIn suggest.readIn" },
    "discussion/comment.tsx": { not_found: "restate.draft place.draft", invalid: "placeAt.draft" },
    "discussion/draft.tsx": { done: "comment.readIn suggest.readIn" },
    "drafts/compare.tsx": { done: "choose.from choose.to" },
    "endorsements/endorse.tsx": { done: "give.draft" },
    "endorsements/endorsement.link.tsx": { link_unknown: "answer.draft" },
    "endorsements/endorsement.mine.tsx": { link_unknown: "answer.draft" },
    "endorsements/manage.endorsements.tsx": { not_found: "open.draft" },
    "release/manage.release.tsx": { done: "snapshot.draft" },
    "reviews/system.review.save.ts": { done: "save.draft" },
    "reviews/system.review.tsx": { done: "save.draft read.draft import.draft" },
    "reviews/system.tsx": { no_conflict: "settle.draft", not_found: "unsettle.draft" },
    "townhalls/manage.townhall.tsx": { done: "edit.draft" },
    "townhalls/manage.townhalls.tsx": { done: "plan.draft series.draft" },
  },
};
