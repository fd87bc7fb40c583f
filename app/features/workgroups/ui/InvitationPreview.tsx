import { useWords } from "~/i18n";
import type { Told } from "~/kernel/csv/reading";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { ToldFields } from "~/ui/table/HowRead";
import { Scroll } from "~/ui/table/Scroll";

export type PastedPeople = {
  role: string;
  workgroup: string | null;
  campaign: string | null;
  language: string;
  csv: string;
};

export type PreviewPerson = {
  line: number;
  email: string;
  name: string;
  affiliation: string;
  affiliated: boolean;
  known: "invited" | "joined" | null;
};

type Props = {
  /** The first of them. */
  people: readonly PreviewPerson[];
  /** How many there are, and how many of them are not here yet. */
  count: number;
  fresh: number;
  pasted: PastedPeople & Told;
};

/** Who would be invited. */
export function Preview({ people, count, fresh, pasted }: Props) {
  const { t } = useWords();
  return (
    <section className="card" aria-labelledby="preview">
      <h2 id="preview">{t("workgroups:people.previewTitle", { count: fresh })}</h2>
      <Scroll label={t("workgroups:people.previewTitle", { count: fresh })}>
        <table>
          <tbody>
            {people.map((person) => (
              <tr key={person.email}>
                <td className="n">{person.line}</td>
                <th scope="row">
                  <bdi>{person.email}</bdi>
                </th>
                <td>
                  <bdi>{person.name}</bdi>
                </td>
                <td>
                  <bdi>{person.affiliation}</bdi>
                </td>
                <td>{person.affiliated && t("workgroups:people.affiliatedShort")}</td>
                <td>
                  {person.known && (
                    <span className="frag">{t(`workgroups:people.known.${person.known}`)}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {count > people.length && (
        <p className="quiet">{t("common:sheet.more", { count: count - people.length })}</p>
      )}
      <PostForm className="actions" place="invite many">
        <PastedFields pasted={pasted} />
        <ToldFields told={pasted} />
        <Submit intent="many">{t("workgroups:people.sendMany", { count: fresh })}</Submit>
      </PostForm>
    </section>
  );
}

/** What was pasted, and whom it is for. */
export function PastedFields({ pasted }: { pasted: PastedPeople }) {
  return (
    <>
      <input type="hidden" name="role" value={pasted.role} />
      <input type="hidden" name="workgroup" value={pasted.workgroup ?? ""} />
      <input type="hidden" name="campaign" value={pasted.campaign ?? ""} />
      <input type="hidden" name="language" value={pasted.language} />
      <input type="hidden" name="csv" value={pasted.csv} />
    </>
  );
}
