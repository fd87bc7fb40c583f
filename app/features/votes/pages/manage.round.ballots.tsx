import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { onRound } from "~/features/rounds/registrations/place.server";
import { importBallots } from "~/features/votes/services/importBallots.server";
import { ballotTerms, readPastedBallots } from "~/features/votes/services/readBallotFile.server";
import { PasteBallots } from "~/features/votes/ui/PasteBallots";
import { acts, intent, preview, previewedTable, refusedTable } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pastedSchema } from "~/kernel/fields";
import { fail } from "~/kernel/result";
import { Refused, Saved } from "~/ui/forms/forms";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(
  onRound("components"),
  "organizer",
  async ({ deps, language, process, round, t }) => ({
    slug: process.slug,
    number: round.number,
    isOpen: round.state === "open" && !round.voidedAt,
    title: t("votes:file.title", { number: round.number }),
    ...(await ballotTerms(deps, round, language)),
  }),
);

/** Columns whose unknown words whoever pastes is asked about. */
const asked = ["workgroup", "voter", "component", "criterion", "choice"] as const;

export const action = acts(onRound("components"), "organizer", {
  read: preview(pastedSchema, async ({ deps, round }, input) => {
    if (round.state !== "open") return fail({ code: "round_not_open" });
    const read = await readPastedBallots(deps, round, input.csv, input);
    const shown = ({ line, voter, choices }: (typeof read.rows)[number]) => ({
      line,
      voter,
      answers: Object.values(choices).reduce((sum, row) => sum + Object.keys(row).length, 0),
    });
    return previewedTable("read", input, read, shown, asked);
  }),
  import: intent(pastedSchema, async ({ actor, deps, round }, input) => {
    if (round.state !== "open") return fail({ code: "round_not_open" });
    const read = await readPastedBallots(deps, round, input.csv, input);
    if (read.problems.length > 0) return refusedTable("import", input, read, asked);
    const ballots = read.rows.map(({ voter, choices }) => ({ seat: voter, choices }));
    return importBallots(deps, actor, round, ballots);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function RoundBallots() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const round = `/p/${data.slug}/manage/rounds/${data.number}`;
  return (
    <>
      <p className="crumb">
        <PageLink to={round}>{t("rounds:number", { number: data.number })}</PageLink>
      </p>
      <h1>{data.title}</h1>
      <p className="lead">{t("votes:file.lead")}</p>
      <Refused intent="read" />
      <Refused intent="import" />
      <Saved intent="import">{t("votes:file.cast")}</Saved>
      {!data.isOpen && <p className="quiet">{t("errors:code.round_not_open")}</p>}
      {data.isOpen && data.seats.length === 0 && <p className="quiet">{t("votes:file.noSeats")}</p>}
      {data.isOpen && data.seats.length > 0 && <PasteBallots terms={data} />}
    </>
  );
}
