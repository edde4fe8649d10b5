import type { ContactWay, ContactWayInput } from '@crm/shared/contact-ways.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { App, Checkbox, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { after } from '../data/after.ts';
import { useDealers, useWayAccounts, useWayActions, useWayMembers } from '../data/ways.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { MemberSelect, ShiftEditor } from './shift-editor.tsx';
import { WelcomeEditor } from './welcome-editor.tsx';

const blank: ContactWayInput = {
  name: '', campaign: '', adviserGroup: '', createsLead: false, plan: { members: [], shifts: [], backup: [], dailyCap: 0 }, welcome: [], expiresAt: '',
};

const inputOf = (way: ContactWay): ContactWayInput => ({
  name: way.name, campaign: way.campaign, adviserGroup: way.adviserGroup, createsLead: way.createsLead, plan: way.plan, welcome: way.welcome,
  expiresAt: way.expiresAt ?? '',
});

/** Dealer and account are part of the printed code, so they are chosen once. */
export function WayForm({ way, onClose }: { way: ContactWay | null; onClose(): void }) {
  const t = useT();
  const { message } = App.useApp();
  const [input, setInput] = useState(() => (way ? inputOf(way) : blank));
  const { create, change } = useWayActions();
  const dealers = useDealers();
  const accounts = useWayAccounts(way === null);
  const members = useWayMembers(way?.account ?? input.account, true).data?.items ?? [];
  const put = (part: Partial<ContactWayInput>) => setInput((old) => ({ ...old, ...part }));
  const plan = (part: Partial<ContactWayInput['plan']>) => put({ plan: { ...input.plan, ...part } });
  const someone = input.plan.members.length + input.plan.shifts.length + input.plan.backup.length > 0;
  const saving = way ? change : create;
  const dealer = way ? way.dealerName : dealers.data?.items.find((one) => one.id === input.dealerId)?.name;
  const save = () => after<unknown>(way ? change.mutateAsync({ way, body: input }) : create.mutateAsync(input), () => {
    void message.success(t('way.saved'));
    onClose();
  });
  return (
    <Modal
      open width={720} title={way ? t('way.editTitle', { name: way.name }) : t('way.create')} onCancel={onClose} onOk={save} okText={t('way.save')}
      okButtonProps={{ disabled: input.name.trim() === '' || input.campaign.trim() === '' || !someone, loading: saving.isPending }}
    >
      <div className="stack">
        <div className="way-grid">
          <Field label={t('way.name')}><Input autoFocus value={input.name} maxLength={30} onChange={(event) => put({ name: event.target.value })} /></Field>
          <Field label={t('way.campaign')}><Input value={input.campaign} maxLength={50} onChange={(event) => put({ campaign: event.target.value })} /></Field>
          <Field label={t('way.group')}><Input value={input.adviserGroup} maxLength={50} onChange={(event) => put({ adviserGroup: event.target.value })} /></Field>
          {way === null && (
            <Field label={t('way.dealer')}>
              <Select
                value={input.dealerId ?? ''} showSearch={{ optionFilterProp: 'label' }} onChange={(dealerId) => put({ dealerId })}
                options={[{ value: '', label: t('way.maker') }, ...(dealers.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))]}
              />
            </Field>
          )}
          {way === null && (accounts.data?.items.length ?? 0) > 1 && (
            <Field label={t('way.account')}>
              <Select value={input.account ?? null} onChange={(account) => put({ account })} options={(accounts.data?.items ?? []).map((one) => ({ value: one.account, label: one.account }))} />
            </Field>
          )}
          <Field label={t('way.expires')}>
            <Input type="datetime-local" value={localOf(input.expiresAt)} onChange={(event) => put({ expiresAt: event.target.value === '' ? '' : new Date(event.target.value).toISOString() })} />
          </Field>
          <Field label={t('way.cap')}><InputNumber min={0} max={100000} value={input.plan.dailyCap} onChange={(dailyCap) => plan({ dailyCap: dailyCap ?? 0 })} /></Field>
        </div>
        <Field label={t('way.always')}><MemberSelect label={t('way.always')} value={input.plan.members} members={members} onChange={(next) => plan({ members: next })} /></Field>
        <ShiftEditor shifts={input.plan.shifts} members={members} onChange={(shifts) => plan({ shifts })} />
        <Field label={t('way.backup')}><MemberSelect label={t('way.backup')} value={input.plan.backup} members={members} onChange={(backup) => plan({ backup })} /></Field>
        <Checkbox checked={input.createsLead} onChange={(event) => put({ createsLead: event.target.checked })}>{t('way.createsLead')}</Checkbox>
        <h2>{t('way.welcome')}</h2>
        <WelcomeEditor texts={input.welcome} values={{ dealer: dealer ?? '', campaign: input.campaign, group: input.adviserGroup }} onChange={(welcome) => put({ welcome })} />
        <ErrorNote error={saving.error} />
      </div>
    </Modal>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return <label className="way-field"><span className="muted small">{label}</span>{children}</label>;
}

/** What a `datetime-local` field shows: the reader's own wall clock. */
function localOf(instant: string): string {
  if (instant === '') return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
