import type { WelcomePeriod, WelcomeText } from '@crm/shared/contact-ways.ts';
import { preview, welcomePeriods } from '@crm/shared/contact-ways.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Input, Segmented, Select } from 'antd';
import { useState } from 'react';

interface Properties {
  texts: WelcomeText[];
  values: { dealer: string; campaign: string; group: string };
  onChange(texts: WelcomeText[]): void;
}

/** One text per language and hour, with what the customer will read beside it. */
export function WelcomeEditor({ texts, values, onChange }: Properties) {
  const t = useT();
  const [locale, setLocale] = useState('zh-CN');
  const [period, setPeriod] = useState<WelcomePeriod>('any');
  const same = (text: WelcomeText) => text.locale === locale && text.period === period;
  const present = texts.find(same);
  const link = present?.attachments?.find((attachment) => attachment.kind === 'link');
  const put = (text: string, title: string, url: string) => {
    const others = (present?.attachments ?? []).filter((attachment) => attachment.kind !== 'link');
    const attachments = title === '' && url === '' ? others : [...others, { ...link, kind: 'link', title, url }];
    const rest = texts.filter((one) => !same(one));
    onChange(text === '' && attachments.length === 0 ? rest : [...rest, { locale, period, text, attachments }]);
  };
  const text = present?.text ?? '';
  return (
    <div className="stack">
      <div className="shift-hours">
        <Select value={locale} aria-label={t('way.welcomeLocale')} onChange={setLocale} options={['zh-CN', 'en'].map((value) => ({ value, label: t.word('language', value) }))} />
        <Segmented value={period} aria-label={t('way.welcomePeriod')} onChange={setPeriod} options={welcomePeriods.map((value) => ({ value, label: t.word('welcomePeriod', value) }))} />
      </div>
      <Input.TextArea rows={3} maxLength={1300} value={text} aria-label={t('way.welcomeText')} placeholder={t('way.welcomePlaceholder')} onChange={(event) => put(event.target.value, link?.title ?? '', link?.url ?? '')} />
      <div className="shift-hours">
        <Input value={link?.title ?? ''} maxLength={40} placeholder={t('way.linkTitle')} aria-label={t('way.linkTitle')} onChange={(event) => put(text, event.target.value, link?.url ?? '')} />
        <Input value={link?.url ?? ''} type="url" placeholder="https://" aria-label={t('way.linkUrl')} onChange={(event) => put(text, link?.title ?? '', event.target.value)} />
      </div>
      <div className="welcome-preview" aria-label={t('way.preview')}>
        {text === '' ? <span className="muted">{t('way.previewDefault')}</span> : preview(text, values)}
        {link && <div className="welcome-link">{link.title || link.url}</div>}
      </div>
    </div>
  );
}
