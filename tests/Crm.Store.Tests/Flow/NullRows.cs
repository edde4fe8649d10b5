namespace Crm.Store.Tests.Flow;

/// <summary>One row per table with nothing but what the tables insist on.</summary>
internal static class NullRows
{
    public static IReadOnlyList<string> All { get; } =
    [
        "insert into customer (id, locale, created_at) values (@id, 'zh-CN', @at)",
        "insert into customer (id, locale, created_at) values (@id || '2', 'zh-CN', @at)",
        "insert into merge_proposal (id, customer_id, other_id, reason, state, created_at) values (@id, @id, @id || '2', 'same-phone', 'open', @at)",
        "insert into identity (kind, value, name_key, customer_id, first_seen) values ('phone', '+8613800138000', '', @id, @at)",
        "insert into consent (id, customer_id, purpose, channel, text_version, given, at) values (@id, @id, 'callback', 'phone', '1', 1, @at)",
        """
        insert into inbox (id, channel, dedup_key, kind, occurred_at, received_at, content_type, raw, raw_encoding, item, text, state)
        values (@id, 'chat', 'key', 'message', @at, @at, '', '', 'utf8', '{}', '', 0)
        """,
        "insert into conversation (id, channel, conversation_key, customer_id, locale, opened_at, last_message_at) values (@id, 'chat', 'key', @id, 'zh-CN', @at, @at)",
        "insert into message (id, conversation_id, customer_id, direction, author, kind, text, at) values (@id, @id, @id, 'in', 'customer', 'text', '', @at)",
        """
        insert into lead (id, customer_id, inquiry_id, wish, channel, temperature, stage, owner_kind, captured_at, last_activity_at)
        values (@id, @id, @id, 'buy', 'chat', 'hot', 'captured', 'desk', @at, @at)
        """,
        """
        insert into staff_card (id, key, kind, subject_id, round, channel, account, member, member_name, number, locale, state, created_at)
        values (@id, @id, 'offer', @id, 'made', 'chat', 'a/b', 'm', 'M', 1, 'zh-CN', 'sent', @at)
        """,
        "insert into lead_fact (id, lead_id, kind, at, actor, recorded_at) values (@id, @id, 'attempted', @at, '', @at)",
        """
        insert into dealer (id, code, name, brands, regions, time_zone, calendar_id, weight, capabilities, active, created_at)
        values (@id, @id, @id, '[]', '[]', 'Asia/Shanghai', 'cn-office', 1, '[]', 1, @at)
        """,
        "insert into offer (id, lead_id, dealer_id, decision_id, state, offered_at, accept_by, contact_by) values (@id, @id, @id, @id, 'open', @at, @at, @at)",
        """
        insert into promise (id, customer_id, topic, kind, state, requested_at, window_start, due_at, time_zone, calendar_id, calendar_version, owner_kind, locale)
        values (@id, @id, 'callback', 'asap', 'scheduled', @at, @at, @at, 'Asia/Shanghai', 'cn-office', 1, 'desk', 'zh-CN')
        """,
        "insert into promise_dispute (promise_id, customer_id, at, from_state, from_outcome) values (@id, @id, @at, '', '')",
        "insert into dealer_refusal (customer_id, dealer_id, lead_id, reason, at) values (@id, @id, @id, '', @at)",
        "insert into chat_key (id, key, name, origins, theme, locales, active, created_at) values (@id, @id, '', '[]', '{}', '[\"zh-CN\"]', 1, @at)",
        "insert into chat_visit (user_id, key_id, locale, created_at) values (@id, @id, 'zh-CN', @at)",
        "insert into my_key (id, secret, created_at) values (@id, '', @at)",
        "insert into my_access (customer_id, generation, revoked_at, revoked_by) values (@id, 1, @at, '')",
        "insert into attempt (id, promise_id, agent_id, started_at, manual) values (@id, @id, 'agent', @at, 1)",
        "insert into step (subject_id, step, kind, due_at, state) values (@id, 'nudge', 'promise', @at, 2)",
        """
        insert into complaint (id, number, customer_id, inquiry_id, severity, severity_state, severity_reason, state, text, ack_due, contact_due, created_at)
        values (@id, @id, @id, @id, 's4', 'proposed', 'default', 'new', '', @at, @at, @at)
        """,
        "insert into complaint_note (id, complaint_id, at, actor, kind, text) values (@id, @id, @at, '', 'repeat', '')",
        "insert into alert (id, kind, subject_id, detail, at, state) values (@id, 'kind', @id, '', @at, 'open')",
        """
        insert into delivery (id, kind, channel, to_address, text, args, choices, locale, state, next_at, created_at)
        values (@id, 'message', 'sms', '', '', '{}', '[]', 'zh-CN', 3, @at, @at)
        """,
        "insert into member (id, channel, account, member_id, state, first_seen) values (@id, 'chat', 'a', 'm', 'active', @at)",
        """
        insert into contact_way (id, name, campaign, adviser_group, channel, account, state, creates_lead, skip_verify, time_zone, plan, welcome, status,
            wanted, asked, revision, created_at)
        values (@id, '', '', '', 'chat', 'a', @id, 0, 1, 'Asia/Shanghai', '{}', '[]', 'pending', '', 0, 0, @at)
        """,
        """
        insert into contact_way_scan (id, inbox_id, way_id, state, customer_id, member, at, day, is_new, half, welcome)
        values (@id, @id, @id, @id, @id, '', @at, '', 1, 0, 'no-code')
        """,
        """
        insert into media_fetch (message_id, channel, media_ref, kind, customer_id, conversation_id, state, next_at, lost_at)
        values (@id, 'chat', '', 'image', @id, @id, 3, @at, @at)
        """,
        "insert into survey (conversation_id, number, customer_id, owner_kind, owner_id, owner_name, asked_at) values (@id, 1, @id, '', '', '', @at)",
        """
        insert into service_link (id, channel, account, service_account, name, scene, scene_param, url, created_by, created_at)
        values (@id, 'chat', 'a', 'wk1', '', 's', '', '', '', @at)
        """,
        "insert into link (id, channel, account, member_id, contact, customer_id, state, linked_at) values (@id, 'chat', 'a', 'm', 'c', @id, 'linked', @at)",
        "insert into link_note (id, link_id, customer_id, at, kind) values (@id, @id, @id, @at, 'linked')",
        "insert into tag (id, channel, account, group_name, name, state, updated_at) values (@id, 'chat', 'a', 'g', 'n', 'saving', @at)",
        "insert into channel_task (kind, channel, account, subject, due_at, asked, attempts) values ('x', 'chat', 'a', '', @at, 1, 0)",
        """
        insert into transfer (id, channel, account, from_member, to_member, leaver, whole, state, started_by, started_at)
        values (@id, 'chat', 'a', 'm', 'n', 0, 0, 'running', 'admin', @at)
        """,
        """
        insert into transfer_item (transfer_id, contact, link_id, customer_id, batch, state, started_at, changed_at)
        values (@id, 'c', @id, @id, 0, 'waiting', @at, @at)
        """,
        "insert into reconciliation (id, channel, account, state, started_by, started_at) values (@id, 'chat', 'a', 'running', 'admin', @at)",
        "insert into reconciliation_member (run_id, member_id, state) values (@id, 'm', 'todo')",
        "insert into reconciliation_finding (id, run_id, member_id, contact, kind, reason) values (@id, @id, 'm', 'c', 'ended', 'x')",
        """
        insert into contact_verdict (id, customer_id, purpose, channel, subject_key, allowed, reasons, rule_version, at)
        values (@id, @id, 'marketing_message', 'chat', @id, 0, '', '', @at)
        """,
        """
        insert into customer_group (id, channel, account, platform_id, name, owner, created_at, read_at)
        values (@id, 'chat', '', @id, '', '', @at, @at)
        """,
        "insert into group_member (id, group_id, member_id, is_contact, joined_at, join_scene) values (@id, @id, @id, 1, @at, 0)",
        """
        insert into mass_send (id, name, channel, account, quota_key, to_groups, text, attachments, audience, start_at, state, created_by, created_at)
        values (@id, '', 'chat', '', '', 0, '', '[]', '{}', @at, 'done', '', @at)
        """,
        "insert into mass_send_target (mass_send_id, target_id, contact, member, state, task_id) values (@id, @id, '', '', 'planned', @id)",
        "insert into mass_send_task (id, mass_send_id, state, tries, queued_at) values (@id, @id, 'over', 1, @at)",
        """
        insert into article (id, phrasings, answers, source, state, author, author_name, created_at, changed_by, changed_at, revision)
        values (@id, '{}', '{}', '', 'approved', '', '', @at, '', @at, 1)
        """,
        "insert into article_wait (conversation_id, text, at) values (@id, '', @at)",
        """
        insert into open_question (id, text, locale, terms, reason, asked, first_at, last_at, state)
        values (@id, '', 'zh-CN', '', 'nothing', 1, @at, @at, 'open')
        """,
        "insert into question_ask (id, question_id, customer_id, conversation_id, text, at) values (@id, @id, @id, @id, '', @at)",
        "insert into model_reading (inbox_id, reading, at) values (@id, '{}', @at)",
        "insert into event (id, type, at, data) values (@id, 'x', @at, '{}')",
    ];
}
