import { PhoneOutlined } from '@ant-design/icons';
import { dialable, formatPhone } from '@crm/shared/phone-number.ts';
import { useT } from '@crm/shared/i18n.tsx';

/** Shows exactly what the API gave: a link where it can be dialled, plain text where digits are hidden. */
export function Phone({ number }: { number: string | null | undefined }) {
  const t = useT();
  if (!number) return <span className="muted">{t('phone.none')}</span>;
  const dial = dialable(number);
  const text = <span className="num">{formatPhone(number)}</span>;
  return dial
    ? <a href={`tel:${dial}`} aria-label={t('phone.dial', { number: formatPhone(number) })} onClick={(e) => e.stopPropagation()}><PhoneOutlined aria-hidden /> {text}</a>
    : <span title={t('phone.masked')}>{text}</span>;
}
