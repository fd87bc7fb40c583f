import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Scroll } from "~/ui/table/Scroll";

export type Pasted = {
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

export function Preview({ people, pasted }: { people: readonly PreviewPerson[]; pasted: Pasted }) {
  const { t } = useWords();
  const fresh = people.filter(({ known }) => known === null).length;
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
      <PostForm className="actions">
        <input type="hidden" name="role" value={pasted.role} />
        <input type="hidden" name="workgroup" value={pasted.workgroup ?? ""} />
        <input type="hidden" name="campaign" value={pasted.campaign ?? ""} />
        <input type="hidden" name="language" value={pasted.language} />
        <input type="hidden" name="csv" value={pasted.csv} />
        <Submit intent="many">{t("workgroups:people.sendMany", { count: fresh })}</Submit>
      </PostForm>
    </section>
  );
}
