import type { Phase } from "~/features/overview/domain/phases";
import { type Canvas, type Colour, canvasOf, type Point } from "~/kernel/picture/canvas";
import { canBeDrawn, drawNumber, widthOfNumber } from "~/kernel/picture/digits";
import { bandColours, colours, drawBrand, type Mark, marks } from "./marks";
import type { Shared } from "./shown";

/** In pixels: what those who show previews of links ask for. */
const [width, height] = [1200, 630];
const margin = 72;
const brand = 88;

/** Draws what a page shows, without a word. */
export function drawShared(shared: Shared): Canvas {
  const canvas = canvasOf(width, height, colours.paper);
  if (shared.kind === "site") {
    drawBrand(canvas, [width / 2 - 130, height / 2 - 130], 260);
    return canvas;
  }
  drawBrand(canvas, [margin, 56], brand);
  if (shared.kind === "process") drawPhases(canvas, shared.phases);
  else if (shared.kind === "result") drawBands(canvas, shared);
  else if (shared.kind === "draft") drawDraft(canvas, shared);
  else drawApproval(canvas, shared);
  return canvas;
}

type Drawn<K extends Shared["kind"]> = Extract<Shared, { readonly kind: K }>;

/** A number, or the label of a version; one with letters is left out. */
function write(canvas: Canvas, text: string, at: Point, look: { height: number; colour: Colour }): number {
  if (!canBeDrawn(text)) return 0;
  drawNumber(canvas, text, at, look);
  return widthOfNumber(text, look.height);
}

/**
 * Bars of the bands, each as long as its components are many, with their number. The filled dots say how strong it is.
 * Of a count that decides nothing they are hollow, beneath a sign that warns.
 */
function drawBands(canvas: Canvas, { bands, isDecided }: Drawn<"result">): void {
  if (!isDecided) marks.warning(canvas, { at: [width - margin - 44, 100], size: 88, colour: colours.bad });
  const most = Math.max(1, ...bands);
  const [left, room] = [margin + 190, width - 2 * margin - 190 - 150];
  bands.forEach((count, band) => {
    const colour = bandColours[band] ?? colours.edge;
    const y = 186 + band * 78;
    for (const dot of [0, 1, 2, 3]) {
      const centre: Point = [margin + 18 + dot * 40, y + 28];
      if (dot < 4 - band) canvas.disc(centre, 14, colours.ink);
      else canvas.ring(centre, 11, { width: 5, colour: colours.edge });
    }
    const length = count === 0 ? 8 : Math.max(24, (count / most) * room);
    canvas.box({ x: left, y, width: length, height: 56 }, 8, count === 0 ? colours.line : colour);
    const inside = { x: left + 6, y: y + 6, width: length - 12, height: 44 };
    if (!isDecided && count > 0) canvas.box(inside, 4, colours.paper);
    write(canvas, String(count), [left + length + 28, y + 6], { height: 44, colour: colours.ink });
  });
}

const phaseMarks: Readonly<Record<Phase, Mark>> = {
  setup: marks.list,
  vote: marks.ballot,
  draft: marks.sheet,
  approve: marks.groups,
  release: marks.flag,
};

/** How far a process has come: what is over is filled, what goes on stands out, what is to come is an outline. */
function drawPhases(canvas: Canvas, phases: Drawn<"process">["phases"]): void {
  const room = (width - 2 * margin) / phases.length;
  const [y, radius] = [330, 78];
  const end = margin + room * (phases.length - 0.5);
  canvas.line(
    [
      [margin + room / 2, y],
      [end, y],
    ],
    { width: 10, colour: colours.line },
  );
  phases.forEach(({ phase, state, count, label }, at) => {
    const x = margin + room * (at + 0.5);
    const next = phases[at + 1];
    if (state !== "next" && next && next.state !== "next")
      canvas.line(
        [
          [x, y],
          [x + room, y],
        ],
        { width: 10, colour: colours.good },
      );
    if (state === "now") canvas.ring([x, y], radius + 16, { width: 8, colour: colours.accent });
    canvas.disc([x, y], radius, state === "next" ? colours.edge : groundOf[state]);
    if (state === "next") canvas.disc([x, y], radius - 5, colours.card);
    const colour = state === "next" ? colours.edge : colours.card;
    phaseMarks[phase](canvas, { at: [x, y], size: 84, colour });
    if (state === "done") {
      canvas.disc([x + 58, y - 58], 30, colours.paper);
      canvas.disc([x + 58, y - 58], 25, colours.good);
      marks.tick(canvas, { at: [x + 58, y - 58], size: 46, colour: colours.card });
    }
    const text = label ?? (count === null ? "" : String(count));
    const below = { height: 42, colour: colours.ink };
    if (text) write(canvas, text, [x - widthOfNumber(text, below.height) / 2, y + 132], below);
  });
}

const groundOf = { done: colours.good, now: colours.accent } as const;

/** A sheet with a line for each clause, those with comments marked; its label, and how many comments stand in it and are answered. */
function drawDraft(canvas: Canvas, { label, clauses, comments, answered }: Drawn<"draft">): void {
  const sheet = { x: width - margin - 420, y: 56, width: 420, height: 518 };
  canvas.box(sheet, 18, colours.edge);
  canvas.box({ x: sheet.x + 4, y: sheet.y + 4, width: 412, height: 510 }, 15, colours.card);
  const step = Math.min(52, 440 / Math.max(1, clauses.length));
  clauses.forEach((isMarked, at) => {
    const y = sheet.y + 46 + at * step;
    // Lines of a text end where their words do: the same for the same place, so that the picture stays.
    const length = 330 - ((at * 53) % 110);
    const mark = { x: sheet.x + 34, y: y - step * 0.34, width: length + 20, height: step * 0.68 };
    if (isMarked) canvas.box(mark, 6, colours.mark);
    canvas.line(
      [
        [sheet.x + 46, y],
        [sheet.x + 46 + length - 10, y],
      ],
      { width: Math.min(9, step * 0.28), colour: isMarked ? colours.ink : colours.edge },
    );
  });
  if (!canBeDrawn(label)) marks.sheet(canvas, { at: [margin + 70, 270], size: 150, colour: colours.ink });
  write(canvas, label, [margin + 6, 212], { height: 112, colour: colours.ink });
  const counted = [
    { mark: marks.bubble, count: comments, colour: colours.accent },
    { mark: marks.tick, count: answered, colour: colours.good },
  ];
  let x = margin + 44;
  for (const { mark, count, colour } of counted) {
    mark(canvas, { at: [x, 486], size: 92, colour });
    const long = write(canvas, String(count), [x + 68, 464], { height: 46, colour: colours.ink });
    x += 68 + Math.max(140, long + 90);
  }
}

const mostGroups = 6;

/** Bars of the groups' approval with their share and whether it is enough; while nothing is counted, groups without a figure. */
function drawApproval(canvas: Canvas, { label, groups, isMet }: Drawn<"approval">): void {
  const head = margin + brand + 36;
  const labelWidth = write(canvas, label, [head, 72], { height: 56, colour: colours.ink });
  if (isMet !== null) verdict(canvas, [head + labelWidth + 76, 100], 84, isMet);
  if (!groups) {
    marks.groups(canvas, { at: [width / 2, 350], size: 400, colour: colours.accent });
    return;
  }
  const shown = groups.slice(0, mostGroups);
  const step = Math.min(96, 396 / Math.max(1, shown.length));
  const [left, room] = [margin + 92, width - 2 * margin - 92 - 190];
  shown.forEach((group, at) => {
    const y = 190 + at * step;
    const [thick, middle] = [step * 0.62, y + step * 0.31];
    if (group.isMet !== null) verdict(canvas, [margin + 30, middle], Math.min(52, step * 0.66), group.isMet);
    canvas.box({ x: left, y, width: room, height: thick }, 8, colours.line);
    const colour = group.isMet === false ? colours.bad : colours.good;
    if (group.share !== null && group.share > 0)
      canvas.box({ x: left, y, width: Math.max(16, group.share * room), height: thick }, 8, colour);
    const said = group.share === null ? "" : `${Math.round(group.share * 100)}%`;
    const tall = Math.min(42, thick * 0.72);
    write(canvas, said, [left + room + 28, middle - tall / 2], { height: tall, colour: colours.ink });
  });
}

/** Enough: a disc with a tick. Not enough: a square with a cross. Never told apart by the colour alone. */
function verdict(canvas: Canvas, [x, y]: Point, size: number, isMet: boolean): void {
  if (isMet) canvas.disc([x, y], size / 2, colours.good);
  else canvas.box({ x: x - size / 2, y: y - size / 2, width: size, height: size }, 6, colours.bad);
  const mark = isMet ? marks.tick : marks.cross;
  mark(canvas, { at: [x, y], size: size * 0.9, colour: colours.card });
}
