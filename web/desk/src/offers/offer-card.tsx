import { useNowPart } from '@crm/shared/clock.ts';
import { useT } from '@crm/shared/i18n.tsx';
import type { Offer } from '@crm/shared/model.ts';
import { carName, regionText } from '@crm/shared/text.ts';
import { momentText } from '@crm/shared/time.ts';
import { App, Button, Dropdown } from 'antd';
import { Link } from 'react-router';
import { after } from '../data/after.ts';
import { useAnswerOffer, useLead } from '../data/leads.ts';
import { Temperature } from '../leads/temperature.tsx';
import { ErrorNote } from '../ui/answer.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { Moment } from '../ui/moment.tsx';
import { SentCards } from './sent-cards.tsx';

const declineReasons = ['no-capacity', 'no-stock', 'out-of-area', 'wrong-brand', 'duplicate', 'closed', 'other'] as const;

/** Accept or decline in one click. Who the customer is shows only after accepting. */
export function OfferCard({ offer }: { offer: Offer }) {
  const t = useT();
  const { message } = App.useApp();
  const lead = useLead(offer.leadId, offer.state === 'accepted').data;
  const answer = useAnswerOffer(offer);
  const expired = useNowPart((now) => now > Date.parse(offer.acceptBy));
  return (
    <section className="card offer">
      <div className="row between">
        <strong>{carName(offer) || t('lead.noCar')}</strong>
        <Temperature temperature={offer.temperature} />
      </div>
      <p className="muted">{[t.word('wish', offer.wish), regionText(offer, t.locale), offer.customerName].filter(Boolean).join(' · ')}</p>
      {offer.state === 'open'
        ? (
          <>
            <div className="row between">
              <Countdown window={{ windowStart: offer.offeredAt, dueAt: offer.acceptBy }} size={22} />
              <span className="muted small">{expired ? t('offer.expired') : t('offer.acceptBy', { time: momentText(offer.acceptBy, t.locale, Date.now()) })}</span>
            </div>
            <div className="row">
              <Button
                type="primary"
                size="large"
                className="grow"
                disabled={expired}
                loading={answer.isPending}
                onClick={() => after(answer.mutateAsync({ accept: true }), () => void message.success(t('offer.acceptedNow')))}
              >
                {t('offer.accept')}
              </Button>
              <Dropdown
                trigger={['click']}
                disabled={expired || answer.isPending}
                menu={{
                  items: declineReasons.map((reason) => ({ key: reason, label: t(`decline.${reason}`) })),
                  onClick: ({ key }) => after(answer.mutateAsync({ accept: false, reason: key }), () => void message.info(t('offer.declinedNow'))),
                }}
              >
                <Button size="large">{t('offer.decline')}</Button>
              </Dropdown>
            </div>
          </>
        )
        : (
          <div className="row between">
            <span className="muted small">{t('offer.acceptedAt')} <Moment at={offer.acceptedAt} /></span>
            {lead && <Link to={`/customers/${lead.customerId}`}>{t('customer.openAll')}</Link>}
          </div>
        )}
      <SentCards offer={offer} />
      <ErrorNote error={answer.error} />
    </section>
  );
}
