import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useWords } from "~/i18n";
import { forget, keptOn, pageOf } from "./keptWords";
import { isFormShown, type Left, leftWords, onForms } from "./leftWords";
import { forgetElsewhere } from "./otherDevices";

/** A form that makes place for another is gone for a moment (milliseconds). */
const moment = 500;

/**
 * What somebody typed on this page into a form that is not there any more, because what it belonged to has ended meanwhile: to
 * be read, copied and thrown away. Whatever forms a page takes away, the words stay.
 */
export function WordsLeft({ person }: { readonly person: string }) {
  const { t } = useWords();
  const location = useLocation();
  const page = pageOf(location);
  const { state } = useNavigation();
  const [left, setLeft] = useState<readonly Left[]>([]);
  useEffect(() => {
    if (state !== "idle") return;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setLeft(leftWords(keptOn(person, page), isFormShown)), moment);
    };
    look();
    const hear = onForms(look);
    return () => {
      clearTimeout(timer);
      hear();
    };
  }, [person, page, state]);
  const discard = (place: string) => {
    forget(person, place);
    forgetElsewhere(person, place, true);
    setLeft((all) => all.filter((one) => one.place !== place));
  };
  return left.map(({ place, texts }) => (
    <section key={place} className="notice warn section no-print" role="status">
      <p>{t("common:kept.left.lead")}</p>
      {texts.map((text) => (
        <p key={text} className="pre">
          <bdi>{text}</bdi>
        </p>
      ))}
      <p className="actions">
        <button
          type="button"
          className="btn q mini"
          onClick={() => void navigator.clipboard?.writeText(texts.join("\n\n"))}
        >
          {t("common:kept.left.copy")}
        </button>
        <button type="button" className="btn t mini" onClick={() => discard(place)}>
          {t("common:kept.discard")}
        </button>
      </p>
    </section>
  ));
}
