import { PlainPage } from "@/components/shell/plain-page";
import { uploadWords } from "@/lib/words/en/upload";

export default function NoSuchLink() {
  return <PlainPage {...uploadWords.unknown} />;
}
