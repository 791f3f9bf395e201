import { PlainPage } from "@/components/shell/plain-page";
import { ButtonLink } from "@/components/ui/button";
import { shellWords } from "@/lib/words/en/shell";

export const metadata = { title: shellWords.notFound.title };

export default function NotFound() {
  const { title, text, action } = shellWords.notFound;
  return (
    <PlainPage title={title} text={text}>
      <ButtonLink href="/" look="primary">
        {action}
      </ButtonLink>
    </PlainPage>
  );
}
