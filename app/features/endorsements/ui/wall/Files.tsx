import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";

export function Files({ base, draft }: { base: string; draft: string }) {
  const { language } = useWords();
  return (
    <p className="actions">
      {(["md", "html", "csv"] as const).map((ending) => (
        <a
          key={ending}
          href={inLanguage(language, `${base}/endorsements/files/appendix.${ending}?draft=${draft}`)}
          download
        >
          {{ md: "Markdown", html: "HTML", csv: "CSV" }[ending]}
        </a>
      ))}
    </p>
  );
}
