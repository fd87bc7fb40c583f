import { setTimeout as pause } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import type {
  ActAnswer,
  ClientEvents,
  Presence,
  RoomAnswer,
  ServerEvents,
} from "~/features/live/contracts/events";
import type { RoomActName } from "~/features/live/contracts/room";
import type { OwnView, RoomState, RoomView } from "~/features/live/contracts/roomState";
import type { RoomEvent } from "~/features/meetings/domain/townhall";

type Cookie = { readonly name: string; readonly value: string };

/** Waits until something is so; fails with what was waited for. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  within = 45_000,
): Promise<void> {
  const deadline = Date.now() + within;
  while (Date.now() < deadline) {
    if (await isSo()) return;
    await pause(25);
  }
  throw new Error(`waited in vain for: ${what}`);
}

/**
 * Somebody in a room, as a browser is: it keeps a cursor, comes back by itself after a lost connection
 * and asks for what it has missed. `seen` has every event once, in order.
 */
export class RoomClient {
  readonly seen: RoomEvent[] = [];
  readonly ended: string[] = [];
  /** What was sent to all, and what was asked for when something became theirs. */
  readonly states: (RoomState | null)[] = [];
  mine: OwnView | undefined;
  here: Presence | undefined;
  view: RoomView | undefined;
  refused: string | undefined;
  joins = 0;
  private readonly socket: Socket<ServerEvents, ClientEvents>;
  private isClosed = false;
  private cursor: number | null = null;
  private asking: Promise<void> | undefined;

  constructor(
    url: string,
    private readonly townhall: string,
    cookie: Cookie | null,
    private readonly language: "en" | "ar" = "en",
  ) {
    this.socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 300,
      extraHeaders: { Origin: url, ...(cookie ? { Cookie: `${cookie.name}=${cookie.value}` } : {}) },
    });
    this.socket.on("connect", () => void this.catchUp());
    // Hung up on, or not let in by a server that is just ending: the client would not come back by itself.
    const comeBack = () =>
      setTimeout(() => {
        if (!this.isClosed && !this.socket.active) this.socket.connect();
      }, 300);
    this.socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect") comeBack();
    });
    this.socket.on("connect_error", comeBack);
    this.socket.on("room:changed", ({ events }) => void this.take(events));
    this.socket.on("room:here", ({ here, seq }) => {
      this.here = here;
      if (this.cursor !== null && seq > this.cursor) void this.catchUp();
    });
    this.socket.on("room:state", ({ room }) => {
      this.states.push(room);
    });
    this.socket.on("room:yours", () => {
      this.socket.emit("room:own", { townhall: this.townhall }, (answer) => {
        if (answer.ok) this.mine = answer.own as OwnView;
      });
    });
    this.socket.on("ended", ({ code }) => this.ended.push(code));
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  get seq(): number {
    return this.cursor ?? 0;
  }

  private async take(events: readonly RoomEvent[]): Promise<void> {
    if (this.cursor === null) return;
    for (const event of events) {
      if (event.seq <= this.cursor) continue;
      // A gap: the cursor tells the server what is missing.
      if (event.seq > this.cursor + 1) return this.catchUp();
      this.seen.push(event);
      this.cursor = event.seq;
    }
  }

  private catchUp(): Promise<void> {
    this.asking ??= this.join().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async join(): Promise<void> {
    const answer = await this.ask();
    if (!answer) return;
    this.joins += 1;
    if (!answer.ok) {
      this.refused = answer.code;
      return;
    }
    const view = answer.state as RoomView;
    this.view = view;
    if (this.cursor === null) this.cursor = view.room.seq;
    else await this.take(answer.missed);
  }

  private ask(): Promise<RoomAnswer | undefined> {
    return new Promise((resolve) => {
      this.socket
        .timeout(5000)
        .emit(
          "room:join",
          { townhall: this.townhall, language: this.language, cursor: this.cursor },
          (error: Error | null, answer?: RoomAnswer) => resolve(error ? undefined : answer),
        );
    });
  }

  /** Does something in the room; again and again over lost connections, as a person would. */
  async act(name: RoomActName, fields: Record<string, string>): Promise<ActAnswer> {
    let last: ActAnswer | undefined;
    for (let attempt = 0; attempt < 40; attempt++) {
      const answer = await new Promise<ActAnswer | undefined>((resolve) => {
        this.socket
          .timeout(3000)
          .emit(
            "room:act",
            { townhall: this.townhall, language: this.language, name, fields },
            (error: Error | null, given?: ActAnswer) => resolve(error ? undefined : given),
          );
      });
      if (answer && (answer.ok || !["unavailable", "too_many"].includes(answer.code))) return answer;
      last = answer;
      await pause(250);
    }
    throw new Error(`no answer to ${name}, at last ${JSON.stringify(last)}`);
  }

  /** The room as it is now. */
  async look(): Promise<RoomView> {
    await this.catchUp();
    if (!this.view) throw new Error(`the room was refused: ${this.refused}`);
    return this.view;
  }

  close(): void {
    this.isClosed = true;
    this.socket.close();
  }
}
