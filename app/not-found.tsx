import { PlainPage } from "@/components/shell/plain-page";
import { buttonClasses } from "@/components/ui/button-classes";
import { shellWords } from "@/lib/words/en/shell";

export const metadata = { title: shellWords.notFound.title };

export default function NotFound() {
  const { title, text, action } = shellWords.notFound;
  return (
    <PlainPage title={title} text={text}>
      <a href="/" className={buttonClasses({ look: "primary" })}>
        {action}
      </a>
    </PlainPage>
  );
}
