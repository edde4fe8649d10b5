import { useT } from '@crm/shared/i18n.tsx';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useOffers } from '../data/leads.ts';
import { useUser } from '../data/session.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Alerts } from '../summary/alerts.tsx';
import { OfferCard } from './offer-card.tsx';
import './offers.css';

type View = 'open' | 'accepted';

/** A dealer's own page: what waits for an answer, the most pressing first. */
export default function OffersPage() {
  const t = useT();
  const { dealerId } = useUser();
  const [view, setView] = useState<View>('open');
  const offers = useOffers(dealerId, view);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.offers')}</h1>
        <Segmented<View> value={view} onChange={setView} options={[{ value: 'open', label: t('offer.open') }, { value: 'accepted', label: t('offer.accepted') }]} />
      </div>
      <Alerts />
      <Answer of={offers}>
        {(page) => page.items.length === 0
          ? <div className="card"><Empty title={t('offer.empty')} next={t('offer.emptyNext')} /></div>
          : (
            <div className="offers">
              {[...page.items].sort((a, b) => Date.parse(a.acceptBy) - Date.parse(b.acceptBy)).map((offer) => <OfferCard key={offer.id} offer={offer} />)}
            </div>
          )}
      </Answer>
    </div>
  );
}
