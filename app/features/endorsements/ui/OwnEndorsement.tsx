import type { ReactNode } from "react";
import type { EndorsementKind, EndorsementState } from "~/features/endorsements/domain/endorsement";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import type { LocalizedView } from "~/kernel/language/localized";
import { MoreFields } from "~/ui/forms/EditForm";
import { Field, LongText, Problem, Refused, Saved, Submit, useTyped } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Labelled } from "~/ui/text/Labelled";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { LanguageOf } from "./GiveForm";

type Shown = {
  readonly number: number;
  readonly kind: EndorsementKind;
  readonly state: EndorsementState;
  readonly name: string;
  readonly affiliation: string;
  readonly country: string;
  readonly statement: string;
  readonly language: ContentLanguage;
  readonly domain: string;
  readonly signatory: string;
  readonly authority: string;
  readonly declinedReason: string;
  readonly hiddenReason: string;
  readonly isHidden: boolean;
  readonly isHeld: boolean;
  readonly versions: readonly { label: string; answer: "yes" | "no" | null; at: Date | null }[];
  readonly newest: { label: string; answer: "yes" | "no" | null; before: string | null } | null;
};

/** Somebody's own endorsement, with what they may do about it. */
export function OwnEndorsement({
  base,
  own,
  countryName,
}: {
  base: string;
  own: Shown;
  countryName: string;
}) {
  const { t } = useWords();
  const stands = own.state === "listed" || own.state === "unchecked";
  return (
    <section className="section" aria-labelledby={`own-${own.number}`}>
      <h2 id={`own-${own.number}`}>
        <bdi>{own.name}</bdi>
      </h2>
      {stands && !own.isHidden && (
        <p className="notice">{t(`endorsements:own.state.${own.isHeld ? "held" : own.state}`)}</p>
      )}
      {own.isHidden && (
        <p className="notice warn">
          {t("endorsements:own.hidden")} <bdi>{own.hiddenReason}</bdi>
        </p>
      )}
      {own.state === "declined" && (
        <p className="notice warn">
          {t("endorsements:own.declined")} <bdi>{own.declinedReason}</bdi>
        </p>
      )}
      <Facts own={own} countryName={countryName} />
      {own.state === "sent" && (
        <PostForm className="section">
          <p className="measure">
            {t("endorsements:own.confirmLead", { label: own.versions[0]?.label ?? "" })}
          </p>
          {own.kind === "organization" && (
            <p className="quiet measure">{t("endorsements:own.confirmOrganization")}</p>
          )}
          <input type="hidden" name="which" value={own.kind} />
          <div className="actions">
            <Submit intent="confirm">{t("endorsements:own.confirm")}</Submit>
          </div>
        </PostForm>
      )}
      {stands && own.newest && <Answer base={base} own={own} newest={own.newest} />}
      {stands && <Versions base={base} own={own} />}
      {stands && (
        <div className="section">
          <MoreFields summary={t("endorsements:own.correct")} intent="correct" which={["which", own.kind]}>
            <Correct own={own} />
          </MoreFields>
        </div>
      )}
      <details className="more">
        <summary>{t("endorsements:own.withdraw")}</summary>
        <PostForm>
          <p className="measure">{t("endorsements:own.withdrawLead")}</p>
          <input type="hidden" name="which" value={own.kind} />
          <input type="hidden" name="number" value={own.number} />
          <Field label={t("endorsements:own.sureLabel")} of={["withdraw", "sure"]}>
            <select name="sure" defaultValue="no">
              <option value="no">{t("endorsements:own.keep")}</option>
              <option value="yes">{t("endorsements:own.sure")}</option>
            </select>
          </Field>
          <div className="actions">
            <Submit intent="withdraw" kind="danger">
              {t("endorsements:own.withdraw")}
            </Submit>
          </div>
        </PostForm>
      </details>
    </section>
  );
}

function Correct({ own }: { own: Shown }) {
  const { t } = useWords();
  const typed = useTyped("correct", ["which", own.kind]);
  const { name, affiliation, signatory, authority, statement } = { ...own, ...typed };
  const language = typed?.language ?? own.language;
  return (
    <PostForm>
      <input type="hidden" name="which" value={own.kind} />
      <Field label={t("endorsements:give.name")} of={["correct", "name"]}>
        <input name="name" defaultValue={name} required maxLength={160} dir="auto" />
      </Field>
      {own.kind === "organization" && (
        <>
          <p className="quiet small">{t("endorsements:own.checkedAnew")}</p>
          <Field label={t("endorsements:give.signatory")} of={["correct", "signatory"]}>
            <input name="signatory" defaultValue={signatory} required maxLength={160} dir="auto" />
          </Field>
          <Field label={t("endorsements:give.authority")} of={["correct", "authority"]}>
            <input name="authority" defaultValue={authority} required maxLength={160} dir="auto" />
          </Field>
        </>
      )}
      {own.kind === "person" && (
        <Field label={t("endorsements:give.affiliation")} of={["correct", "affiliation"]}>
          <input name="affiliation" defaultValue={affiliation} maxLength={160} dir="auto" />
        </Field>
      )}
      <Field label={t("endorsements:give.statement")} of={["correct", "statement"]}>
        <LongText name="statement" defaultValue={statement} maxLength={1200} dir="auto" />
      </Field>
      <LanguageOf of="correct" language={language} />
      <div className="actions">
        <Submit intent="correct" kind="q">
          {t("common:save")}
        </Submit>
      </div>
    </PostForm>
  );
}

/** A page of one's own endorsements: what was answered to its forms, then each of them. */
export function OwnPage({
  base,
  process,
  children,
}: {
  base: string;
  process: LocalizedView;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/endorsements`}>{t("endorsements:title")}</PageLink>
      </Crumbs>
      <h1>{t("endorsements:own.title")}</h1>
      {(["confirm", "answer", "correct", "withdraw"] as const).map((one) => (
        <Refused key={one} intent={one} />
      ))}
      <Saved intent="confirm">{t("endorsements:own.confirmed")}</Saved>
      <Saved intent="answer">{t("endorsements:own.answered")}</Saved>
      <Saved intent="correct">{t("common:saved")}</Saved>
      {children}
    </>
  );
}

function Facts({ own, countryName }: { own: Shown; countryName: string }) {
  const { t } = useWords();
  const facts = [own.affiliation, own.domain, countryName].filter(Boolean);
  return (
    <>
      <p>
        {t(`endorsements:kind.${own.kind}`)}
        {facts.map((fact) => (
          <span key={fact}>
            {" "}
            · <bdi>{fact}</bdi>
          </span>
        ))}
      </p>
      {own.signatory !== "" && (
        <p className="quiet">
          {t("endorsements:signedBy")} <bdi>{own.signatory}</bdi> · <bdi>{own.authority}</bdi>
        </p>
      )}
      {own.statement !== "" && (
        <blockquote className="statement pre" lang={own.language} dir={directionOf(own.language)}>
          {own.statement}
        </blockquote>
      )}
    </>
  );
}

function Answer({ base, own, newest }: { base: string; own: Shown; newest: NonNullable<Shown["newest"]> }) {
  const { t } = useWords();
  const { label, answer, before } = newest;
  return (
    <div className="note section">
      <h3>{t("endorsements:own.ask", { label })}</h3>
      <p>
        <PageLink to={`${base}/drafts/${label}`}>{t("endorsements:own.read", { label })}</PageLink>
        {before && (
          <>
            {" "}
            ·{" "}
            <PageLink to={`${base}/compare/${before}/${label}`}>
              {t("endorsements:own.compare", { before })}
            </PageLink>
          </>
        )}
      </p>
      <Problem of={["answer", "draft"]} />
      {answer && <p>{t(`endorsements:own.said.${answer}`)}</p>}
      <div className="actions">
        {(["yes", "no"] as const)
          .filter((one) => one !== answer)
          .map((one) => (
            <PostForm key={one}>
              <input type="hidden" name="which" value={own.kind} />
              <input type="hidden" name="draft" value={label} />
              <input type="hidden" name="answer" value={one} />
              <Submit intent="answer" kind={one === "yes" ? "" : "q"}>
                {t(`endorsements:own.say.${one}`)}
              </Submit>
            </PostForm>
          ))}
      </div>
    </div>
  );
}

function Versions({ base, own }: { base: string; own: Shown }) {
  const { t } = useWords();
  return (
    <ul className="clean">
      {own.versions.map(({ label, answer, at }) => (
        <li key={label}>
          <Labelled
            label={
              <PageLink to={`${base}/drafts/${label}`}>
                {t("endorsements:version")} <bdi>{label}</bdi>
              </PageLink>
            }
          >
            {t(`endorsements:answer.${answer ?? "none"}`)}
          </Labelled>
          {at && (
            <span className="quiet small">
              {" "}
              · <Day at={at} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
