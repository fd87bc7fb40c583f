import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { dayOf, saidIn, type TimelineEntry, type TimelineRegistration } from "~/platform/timeline";

/** Versions, and how long they can be commented on. */
export const draftsTimeline: TimelineRegistration = async ({ deps, process, language, t }) => {
  const versions = await listDrafts(deps, process, false);
  return versions.flatMap((draft): TimelineEntry[] => {
    if (!draft.publishedAt) return [];
    const { id, label, commentsUntil } = draft;
    const from = dayOf(draft.publishedAt);
    const path = `/drafts/${label}`;
    const version: TimelineEntry = {
      id,
      stream: "release",
      kind: "draft",
      from,
      to: null,
      title: saidIn(language, t("discussion:drafts.title", { label })),
      path,
    };
    if (!commentsUntil) return [version];
    const window: TimelineEntry = {
      id: `${id}-comments`,
      stream: "consultation",
      kind: "comments",
      from,
      to: dayOf(commentsUntil),
      title: saidIn(language, t("timeline:commentsOn", { label })),
      path: `${path}/comments`,
    };
    return [version, window];
  });
};
