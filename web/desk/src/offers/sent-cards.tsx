import { useT } from '@crm/shared/i18n.tsx';
import type { Offer } from '@crm/shared/model.ts';
import { useOfferCards } from '../data/leads.ts';

/** Whose phones were told of it, and who has pressed. Nothing where nobody has a phone on a channel. */
export function SentCards({ offer }: { offer: Offer }) {
  const t = useT();
  const cards = useOfferCards(offer.id).data?.items ?? [];
  if (cards.length === 0) return null;
  return (
    <p className="muted small">
      {t('card.toldTo')}{' '}
      {cards.map((card) => `${card.member} (${t(card.seenAt && card.state !== 'acted' ? 'card.seen' : `card.${card.state}`)})`).join(t('card.comma'))}
    </p>
  );
}
