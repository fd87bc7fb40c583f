import { findSession } from "~/features/accounts/services/sessions.server";
import { type EditingAnswer, editingSchema } from "~/features/drafts/contracts/presence";
import { type Editor, EditorsOfNodes, goneAfter, placeOf } from "~/features/drafts/domain/presence";
import { slugOfWorking } from "~/features/drafts/services/findDraft.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { mayTranslate, translatedAt } from "~/features/translation/services/translators.server";
import { lookUp } from "~/http/place.server";
import { isContentLanguage } from "~/kernel/language/content";
import type { Deps } from "~/platform/deps";
import type { Io, IoSocket } from "./sockets";

const roomOf = (draft: string) => `editing:${draft}`;
/** How often a node says again who is with it. */
const sayEvery = 20_000;

/**
 * Who writes in which clause of a working version, or of a translation, as long as their windows are open: for those who may write there, and stored nowhere. It hinders
 * nobody from saving; what two save in one clause is merged or shown to both.
 */
export function attachEditors(
  io: Io,
  deps: Deps,
  { nodeId, isShared }: { readonly nodeId: string; readonly isShared: boolean },
) {
  const all = new EditorsOfNodes();
  const own = new Map<string, Editor & { readonly draft: string; readonly at: number }>();
  const now = () => deps.now().getTime();

  const editorsOf = (draft: string): Editor[] =>
    [...own.values()]
      .filter((one) => one.draft === draft && now() - one.at < goneAfter)
      .map(({ draft: _, at: __, ...editor }) => editor);

  /** Tells those on this node who look at a version, and lets go of who may not any more: somebody else made them leave, or it is out. */
  function show(draft: string): void {
    letGo(draft)
      .then(() => io.local.to(roomOf(draft)).emit("editing:here", { draft, editors: all.in(draft, now()) }))
      .catch(failed);
  }

  async function letGo(draft: string): Promise<void> {
    for (const id of [...(io.of("/").adapter.rooms.get(roomOf(draft)) ?? [])]) {
      const socket = io.of("/").sockets.get(id);
      if (!socket || (await writerOf(socket, draft))) continue;
      await socket.leave(roomOf(draft));
      leave(socket);
    }
  }

  const failed = (error: unknown) => deps.log.warn({ err: error }, "looking after editors failed");

  /** Tells everybody who is with this node. */
  function say(draft: string): void {
    const editors = editorsOf(draft);
    all.hear(draft, nodeId, editors, now());
    if (isShared) io.serverSideEmit("editing:moved", { draft, node: nodeId, editors });
    show(draft);
  }

  io.on("editing:moved", ({ draft, node, editors }) => {
    all.hear(draft, node, editors, now());
    show(draft);
  });
  io.on("editing:asked", (draft) => {
    const editors = editorsOf(draft);
    if (editors.length > 0) io.serverSideEmit("editing:moved", { draft, node: nodeId, editors });
  });

  const timer = setInterval(() => {
    const drafts = new Set([...own.values()].map(({ draft }) => draft));
    for (const [window, { at }] of own) if (now() - at >= goneAfter) own.delete(window);
    for (const draft of drafts) say(draft);
  }, sayEvery);

  /**
   * Who asks, if they write there: an organizer in a working version, who translates in a translation; null for anybody else, and for a
   * version that is out.
   */
  async function writerOf(socket: IoSocket, place: string) {
    const [draft = "", into] = place.split(" ");
    const actor = socket.data.token ? await findSession(deps, socket.data.token) : null;
    if (!actor) return null;
    const found = into === undefined ? null : await translatedAt(deps.db, draft);
    const slug = into === undefined ? await slugOfWorking(deps.db, draft) : found?.slug;
    const here = slug ? await lookUp(inProcess, { deps, actor, params: { process: slug } }) : null;
    if (!here) return null;
    const { process, standing } = here;
    if (into === undefined || found?.isWorking) {
      if (!standing.organizer) return null;
      if (into === undefined) return actor;
    }
    const isWriter =
      isContentLanguage(into) && (await mayTranslate(deps, process, actor, standing.organizer, into));
    return isWriter ? actor : null;
  }

  async function enter(socket: IoSocket, payload: unknown): Promise<EditingAnswer> {
    const parsed = editingSchema.safeParse(payload);
    if (!parsed.success) return { ok: false };
    const { clause, takes } = parsed.data;
    const draft = placeOf(parsed.data.draft, parsed.data.into);
    const actor = await writerOf(socket, draft);
    const before = own.get(socket.id);
    if (!actor) {
      leave(socket);
      await socket.leave(roomOf(draft));
      return { ok: false };
    }
    if (!socket.rooms.has(roomOf(draft))) {
      await socket.join(roomOf(draft));
      if (isShared) io.serverSideEmit("editing:asked", draft);
    }
    if (before && before.draft !== draft) leave(socket);
    // A window shows one version.
    for (const room of [...socket.rooms])
      if (room.startsWith(roomOf("")) && room !== roomOf(draft)) await socket.leave(room);
    if (clause === null) leave(socket);
    // Whoever went while this was looked up is in nothing.
    else if (socket.connected) {
      const stays = before?.draft === draft && before.clause === clause;
      own.set(socket.id, {
        ...{ draft, clause, window: socket.id, person: actor.id, name: actor.displayName, at: now() },
        since: stays ? before.since : now(),
        took: takes ? now() : stays ? before.took : null,
      });
      if (!stays || takes) say(draft);
    }
    return { ok: true, you: actor.id, editors: all.in(draft, now()) };
  }

  function leave(socket: IoSocket): void {
    const before = own.get(socket.id);
    if (own.delete(socket.id) && before) say(before.draft);
  }

  return {
    welcome: (socket: IoSocket) => {
      socket.on("editing:in", (payload: unknown, answer: unknown) => {
        if (typeof answer !== "function") return void socket.disconnect(true);
        enter(socket, payload).then(
          (here) => answer(here),
          (error) => {
            failed(error);
            answer({ ok: false });
          },
        );
      });
      socket.once("disconnect", () => leave(socket));
    },
    close: () => clearInterval(timer),
  };
}
