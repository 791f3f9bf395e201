export type ChannelNewsTemplate = "channel.lost" | "channel.moved";

/** What the owner is told about a channel, and where a mail's button leads. */
export type ChannelNews = { heading: string; text: string; action: { label: string; path: string } };

type Details = { channel?: string; businessName?: string; path?: string };

/** The words of one notice about a channel. Names no other business. */
export function channelNews(template: ChannelNewsTemplate, details: Details): ChannelNews {
  const { channel = "A channel", businessName = "your business", path = "/ceo/connections" } = details;
  if (template === "channel.lost") {
    return {
      heading: `${channel} needs reconnecting`,
      text: "Meta no longer lets us in. Replies are kept and go out once you connect it again, within 24 hours of the buyer's message.",
      action: { label: "Connect it again", path },
    };
  }
  return {
    heading: `${channel} was connected to another business`,
    text: `It no longer answers for ${businessName}. Whoever did this could sign in to its account at Meta. If it was not you, change your password at Meta, then connect it here again.`,
    action: { label: "See your channels", path },
  };
}
