import { useT } from '@crm/shared/i18n.tsx';
import type { Duty } from '@crm/shared/model.ts';
import { Switch } from 'antd';
import { useSetDuty } from '../data/chats.ts';
import { ErrorNote } from '../ui/answer.tsx';

/** Customers are told how long they wait by who is on duty; with nobody there they are offered a call. */
export function DutySwitch({ duty }: { duty: Duty }) {
  const t = useT();
  const change = useSetDuty();
  return (
    <span className="row wrap">
      <Switch checked={duty.onDuty} loading={change.isPending} onChange={(onDuty) => change.mutate(onDuty)} aria-label={t('chats.onDuty')} />
      <span>{t(duty.onDuty ? 'chats.onDuty' : 'chats.offDuty')}</span>
      {duty.everybody > 0 && <span className="muted small">{t('chats.there', { n: duty.there, of: duty.everybody })}</span>}
      <ErrorNote error={change.error} />
    </span>
  );
}
