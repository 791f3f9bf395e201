import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import type { DeliveryView } from "@/lib/catalogue/schema";
import { productWords } from "@/lib/words/en/products";
import { ChangeDelivery } from "./change-delivery";

const words = productWords.delivery;

/** What delivery costs and how long it takes, part of every price above. */
export function DeliveryCard({ delivery }: { delivery: DeliveryView }) {
  return (
    <Card title={words.title} id="delivery" className="mt-6" aside={<ChangeDelivery delivery={delivery} />}>
      <dl className="flex flex-wrap gap-x-12 gap-y-3">
        <div>
          <dt className="text-14 text-faint">{words.fee}</dt>
          <dd className="font-semibold text-18">
            {delivery.fee_kobo === 0 ? words.free : <Money kobo={delivery.fee_kobo} />}
          </dd>
        </div>
        <div>
          <dt className="text-14 text-faint">{words.takes}</dt>
          <dd className="tabular font-semibold text-18">{words.within(delivery.days)}</dd>
        </div>
      </dl>
    </Card>
  );
}
