import { PlainPage } from "@/components/shell/plain-page";
import { buttonClasses } from "@/components/ui/button-classes";
import { missingWords } from "@/lib/words/en/missing";

export const metadata = { title: missingWords.notFound.title };

export default function NotFound() {
  const { title, text, action } = missingWords.notFound;
  return (
    <PlainPage title={title} text={text}>
      <a href="/" className={buttonClasses({ look: "primary" })}>
        {action}
      </a>
    </PlainPage>
  );
}
