import { UserText } from "~/ui/text/Html";

export function Said({ body, language }: { body: string; language: string }) {
  return (
    <p className="pre">
      <UserText language={language}>{body}</UserText>
    </p>
  );
}
