//! The tables, as both databases have them after their migrations (a test compares all three).

diesel::table! {
    staff (id) {
        id -> BigInt,
        public_id -> Text,
        login -> Text,
        name -> Text,
        password_hash -> Text,
        password_changed_at -> Timestamp,
        one_time_secret -> Nullable<Binary>,
        one_time_confirmed_at -> Nullable<Timestamp>,
        one_time_last_step -> Nullable<BigInt>,
        home_site -> Text,
        disabled_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    staff_roles (staff_id, site, role) {
        staff_id -> BigInt,
        site -> Text,
        role -> Text,
        granted_at -> Timestamp,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> BigInt,
        staff_id -> BigInt,
        code_hash -> Binary,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    console_tokens (token_hash) {
        token_hash -> Binary,
        login -> Text,
        role -> Text,
        site -> Text,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    credential_tries (subject) {
        subject -> Text,
        failures -> BigInt,
        blocked_until -> Nullable<Timestamp>,
        last_at -> Timestamp,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Binary,
        staff_id -> BigInt,
        factor -> Text,
        acting_site -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        stepped_up_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        flash -> Nullable<Text>,
        enrols -> Bool,
    }
}

diesel::table! {
    credential_resets (id) {
        id -> BigInt,
        public_id -> Text,
        staff_id -> BigInt,
        lost -> Text,
        reason -> Text,
        asked_by -> BigInt,
        asked_at -> Timestamp,
        confirmed_by -> Nullable<BigInt>,
        confirmed_at -> Nullable<Timestamp>,
        token_hash -> Nullable<Binary>,
        token_until -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    drafts (key) {
        key -> Text,
        staff_id -> BigInt,
        form -> Text,
        state -> Text,
        fields -> Nullable<Binary>,
        body_hash -> Nullable<Binary>,
        answer -> Nullable<Text>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    saved_searches (id) {
        id -> Text,
        staff_id -> BigInt,
        criteria -> Binary,
        created_at -> Timestamp,
    }
}

diesel::table! {
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        unique_key -> Nullable<Text>,
        payload -> Text,
        run_at -> Timestamp,
        claimed_by -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        attempts -> BigInt,
        last_error -> Nullable<Text>,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    house_change_moves (change_id, request_id) {
        change_id -> BigInt,
        request_id -> BigInt,
        due_before -> Date,
        due_after -> Date,
        work_by_before -> Date,
        work_by_after -> Date,
        due_rule -> Text,
    }
}

diesel::table! {
    house_changes (id) {
        id -> BigInt,
        public_id -> Text,
        organization -> Text,
        change -> Text,
        reason -> Text,
        state -> Text,
        proposed_by -> BigInt,
        proposed_at -> Timestamp,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        facts_version -> BigInt,
        looked_after -> BigInt,
        seen -> BigInt,
        seen_of -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    leases (name) {
        name -> Text,
        holder -> Text,
        held_until -> Timestamp,
    }
}

diesel::table! {
    audit_rows (id) {
        id -> BigInt,
        at -> Timestamp,
        staff_id -> Nullable<BigInt>,
        acting_site -> Nullable<Text>,
        event -> Text,
        outcome -> Text,
        request_id -> Nullable<BigInt>,
        patient_id -> Nullable<BigInt>,
        listed -> Nullable<Text>,
        detail -> Nullable<Text>,
        mac -> Binary,
    }
}

diesel::table! {
    audit_seals (seq) {
        seq -> BigInt,
        at -> Timestamp,
        row_ids -> Text,
        row_count -> BigInt,
        chain -> Binary,
    }
}

diesel::table! {
    audit_verifications (id) {
        id -> BigInt,
        started_by -> BigInt,
        started_at -> Timestamp,
        updated_at -> Timestamp,
        rows_all -> BigInt,
        rows_seen -> BigInt,
        seals_seen -> BigInt,
        finished_at -> Nullable<Timestamp>,
        flaw -> Nullable<Text>,
    }
}

diesel::table! {
    audit_unsealed (audit_id) {
        audit_id -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    facility_facts (id) {
        id -> BigInt,
        organization -> Text,
        kind -> Text,
        code -> Text,
        site -> Nullable<Text>,
        value -> Text,
        source -> Text,
        evidence -> Text,
        note -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        written_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
        as_loaded -> Nullable<Text>,
    }
}

diesel::table! {
    facts_state (id) {
        id -> BigInt,
        version -> BigInt,
        indexed -> BigInt,
        following -> BigInt,
        followed_after -> BigInt,
        followed -> BigInt,
        followed_of -> BigInt,
        followed_moved -> BigInt,
    }
}

diesel::table! {
    files_marker (id) {
        id -> BigInt,
        marker -> Text,
    }
}

diesel::table! {
    holidays (id) {
        id -> BigInt,
        organization -> Text,
        held_on -> Date,
        name -> Text,
        office_closed -> Bool,
        legal_holiday -> Bool,
        written_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
        as_loaded -> Nullable<Text>,
    }
}

diesel::table! {
    patients (id) {
        id -> BigInt,
        public_id -> Text,
        organization -> Text,
        mrn -> Nullable<Text>,
        family_name -> Text,
        given_names -> Text,
        folded_name -> Text,
        born_on -> Nullable<Date>,
        phone -> Nullable<Text>,
        address -> Nullable<Text>,
        email -> Nullable<Text>,
        deceased_on -> Nullable<Date>,
        restricted -> Bool,
        confidential_address -> Nullable<Text>,
        merged_into -> Nullable<BigInt>,
        created_at -> Timestamp,
        version -> BigInt,
        sound -> Text,
        confidential_email -> Nullable<Text>,
        confidential_phone -> Nullable<Text>,
    }
}

diesel::table! {
    patient_names (id) {
        id -> BigInt,
        patient_id -> BigInt,
        name -> Text,
        folded_name -> Text,
        organization -> Text,
        sound -> Text,
        public_id -> Text,
        kind -> Text,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    requesters (id) {
        id -> BigInt,
        public_id -> Text,
        organization -> Text,
        class -> Text,
        name -> Text,
        folded_name -> Text,
        npi -> Nullable<Text>,
        notes -> Nullable<Text>,
        written_by -> BigInt,
        written_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    npi_directory (npi) {
        npi -> Text,
        name -> Text,
        folded_name -> Text,
        address -> Nullable<Text>,
        phone -> Nullable<Text>,
        fax -> Nullable<Text>,
        read_at -> Timestamp,
    }
}

diesel::table! {
    requester_addresses (id) {
        id -> BigInt,
        public_id -> Text,
        requester_id -> BigInt,
        kind -> Text,
        text -> Text,
        compared -> Text,
        changed_on -> Date,
        handed_over_on -> Nullable<Date>,
        arrived_on -> Nullable<Date>,
        bounced_on -> Nullable<Date>,
        withdrawn_on -> Nullable<Date>,
        withdrawn_why -> Nullable<Text>,
    }
}

diesel::table! {
    requester_proofs (id) {
        id -> BigInt,
        address_id -> BigInt,
        method -> Text,
        proved_on -> Date,
        text -> Text,
        said -> Nullable<Text>,
        staff_id -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    requester_looks (id) {
        id -> BigInt,
        request_id -> BigInt,
        requester_id -> Nullable<BigInt>,
        kind -> Text,
        text -> Text,
        compared -> Text,
        looked_on -> Date,
        why -> Text,
        how -> Text,
        staff_id -> BigInt,
        looked_at -> Timestamp,
    }
}

diesel::table! {
    requester_history (id) {
        id -> BigInt,
        requester_id -> BigInt,
        at -> Timestamp,
        staff_id -> Nullable<BigInt>,
        what -> Text,
        was -> Nullable<Text>,
        became -> Nullable<Text>,
        why -> Nullable<Text>,
    }
}

diesel::table! {
    reference_numbers (year) {
        year -> BigInt,
        last -> BigInt,
    }
}

diesel::table! {
    requests (id) {
        id -> BigInt,
        public_id -> Text,
        reference -> Text,
        organization -> Text,
        site -> Text,
        channel -> Text,
        received_on -> Date,
        received_why -> Text,
        arrived_at -> Timestamp,
        logged_at -> Timestamp,
        logged_by -> BigInt,
        road -> Text,
        road_why -> Text,
        patient_id -> Nullable<BigInt>,
        patient_as_written -> Text,
        patient_born_on -> Nullable<Date>,
        patient_mrn -> Nullable<Text>,
        requester_id -> Nullable<BigInt>,
        requester_class -> Text,
        requester_name -> Text,
        requester_phone -> Nullable<Text>,
        requester_email -> Nullable<Text>,
        requester_address -> Nullable<Text>,
        representative -> Nullable<Text>,
        purpose -> Nullable<Text>,
        language -> Text,
        wants -> Text,
        record_format -> Nullable<Text>,
        scope -> Text,
        clock_inputs -> Text,
        progress -> Text,
        sensitive -> Bool,
        priority -> Text,
        stage -> Text,
        disposition -> Nullable<Text>,
        closed_at -> Nullable<Timestamp>,
        owner_id -> Nullable<BigInt>,
        whose_move -> Text,
        whose_move_since -> Timestamp,
        shown_status -> Text,
        due_rule -> Text,
        due_on -> Date,
        work_by -> Date,
        version -> BigInt,
        requester_reference -> Nullable<Text>,
        requester_reference_compared -> Nullable<Text>,
    }
}

diesel::table! {
    request_facts (id) {
        id -> BigInt,
        request_id -> BigInt,
        kind -> Text,
        waiting_on -> Nullable<Text>,
        reason -> Text,
        due_on -> Nullable<Date>,
        detail -> Nullable<Text>,
        opened_at -> Timestamp,
        opened_by -> BigInt,
        closed_at -> Nullable<Timestamp>,
        closed_by -> Nullable<BigInt>,
        closed_why -> Nullable<Text>,
    }
}

diesel::table! {
    request_events (id) {
        id -> BigInt,
        request_id -> BigInt,
        at -> Timestamp,
        staff_id -> Nullable<BigInt>,
        kind -> Text,
        payload -> Text,
        whose_move -> Text,
    }
}

diesel::table! {
    request_recipients (id) {
        id -> BigInt,
        request_id -> BigInt,
        name -> Text,
        class -> Text,
        delivery -> Text,
        address -> Text,
        copy_by_rule -> Bool,
        removed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    request_links (request_id, other_id) {
        request_id -> BigInt,
        other_id -> BigInt,
        how -> Text,
        linked_at -> Timestamp,
        linked_by -> BigInt,
    }
}

diesel::table! {
    papers (id) {
        id -> BigInt,
        public_id -> Text,
        request_id -> Nullable<BigInt>,
        draft_key -> Nullable<Text>,
        kind -> Text,
        display_name -> Text,
        description -> Nullable<Text>,
        notes -> Text,
        bytes -> BigInt,
        sha256 -> Binary,
        file_id -> Text,
        wrapped_key -> Text,
        site -> Text,
        pages -> Nullable<BigInt>,
        uploaded_by -> BigInt,
        uploaded_at -> Timestamp,
        role -> Nullable<Text>,
    }
}

diesel::table! {
    batches (id) {
        id -> BigInt,
        public_id -> Text,
        staff_id -> BigInt,
        came_from -> Text,
        owner -> Nullable<Text>,
        reason -> Nullable<Text>,
        made_at -> Timestamp,
        ran_at -> Nullable<Timestamp>,
        undone_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    batch_rows (batch_id, request_id) {
        batch_id -> BigInt,
        request_id -> BigInt,
        place -> BigInt,
        seen_version -> BigInt,
        owner_before -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
        why -> Nullable<Text>,
        done_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    authorization_checks (id) {
        id -> BigInt,
        request_id -> BigInt,
        as_of -> Date,
        answers -> Text,
        flags -> Text,
        protected -> Text,
        signed_on -> Nullable<Date>,
        expires_on -> Nullable<Date>,
        expires_event -> Nullable<Text>,
        result -> Text,
        checked_at -> Timestamp,
        checked_by -> BigInt,
    }
}

diesel::table! {
    notices (id) {
        id -> BigInt,
        public_id -> Text,
        request_id -> BigInt,
        kind -> Text,
        way -> Text,
        language -> Text,
        subject -> Text,
        body -> Text,
        written_on -> Date,
        created_at -> Timestamp,
        created_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    withholdings (id) {
        id -> BigInt,
        request_id -> BigInt,
        how -> Text,
        ground -> Text,
        facts -> Text,
        what -> Text,
        offered -> Nullable<Text>,
        until_on -> Nullable<Date>,
        decided_on -> Date,
        decided_by -> Text,
        recorded_at -> Timestamp,
        recorded_by -> BigInt,
    }
}

diesel::table! {
    authorization_endings (id) {
        id -> BigInt,
        request_id -> BigInt,
        how -> Text,
        ended_on -> Date,
        way -> Text,
        said_by -> Text,
        recorded_at -> Timestamp,
        recorded_by -> BigInt,
    }
}

diesel::table! {
    clarification_papers (item_id, paper_id) {
        item_id -> BigInt,
        paper_id -> BigInt,
    }
}

diesel::table! {
    clarification_reminders_made (clarification_id, number) {
        clarification_id -> BigInt,
        number -> BigInt,
        contact_id -> BigInt,
        made_at -> Timestamp,
    }
}

diesel::table! {
    clarifications (id) {
        id -> BigInt,
        public_id -> Text,
        request_id -> BigInt,
        notice_id -> BigInt,
        number -> BigInt,
        way -> Text,
        language -> Text,
        answer_by -> Date,
        sent_on -> Date,
        sent_at -> Timestamp,
        sent_by -> BigInt,
        reason -> Nullable<Text>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    clarification_items (id) {
        id -> BigInt,
        clarification_id -> BigInt,
        source_check -> Text,
        asked -> Text,
        answer_by -> Text,
        weight -> Text,
        answer -> Text,
        answered_at -> Nullable<Timestamp>,
        answered_by -> Nullable<BigInt>,
        answered_way -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    clarification_contacts (id) {
        id -> BigInt,
        clarification_id -> BigInt,
        at -> Timestamp,
        staff_id -> BigInt,
        way -> Text,
        reached -> Bool,
        said -> Text,
    }
}

diesel::table! {
    clarification_reminders (clarification_id, number) {
        clarification_id -> BigInt,
        number -> BigInt,
        notice_id -> BigInt,
        sent_at -> Timestamp,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        public_id -> Text,
        notice_id -> BigInt,
        request_id -> BigInt,
        site -> Text,
        to_address -> Text,
        generated -> Bool,
        state -> Text,
        state_at -> Timestamp,
        queued_at -> Timestamp,
        next_at -> Timestamp,
        attempts -> BigInt,
        claim -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        said -> Nullable<Text>,
        alarm -> Bool,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    disclosures (id) {
        id -> BigInt,
        request_id -> BigInt,
        patient_id -> BigInt,
        disclosed_on -> Date,
        recipient_name -> Text,
        recipient_address -> Text,
        description -> Text,
        purpose -> Text,
        basis -> Text,
        accountable -> Bool,
        accountable_rule -> Text,
        delivery -> Text,
        pages -> BigInt,
        released_by -> BigInt,
        recorded_at -> Timestamp,
    }
}

diesel::table! {
    drop_box_emptyings (id) {
        id -> BigInt,
        public_id -> Text,
        site -> Text,
        box_key -> Text,
        previous_at -> Timestamp,
        emptied_at -> Timestamp,
        opened_by -> BigInt,
        opened_at -> Timestamp,
        second_id -> BigInt,
        envelopes -> BigInt,
        counted_by -> BigInt,
        confirmed_by -> Nullable<BigInt>,
        confirmed_at -> Nullable<Timestamp>,
        ending -> Nullable<Text>,
        ended_by -> Nullable<BigInt>,
        ended_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    drop_box_items (id) {
        id -> BigInt,
        public_id -> Text,
        emptying_id -> BigInt,
        place -> BigInt,
        kind -> Text,
        patient_as_written -> Nullable<Text>,
        appointment_on -> Nullable<Date>,
        condition -> Nullable<Text>,
        received_on -> Date,
        received_why -> Text,
        logged_by -> BigInt,
        logged_at -> Timestamp,
        outcome -> Nullable<Text>,
        request_id -> Nullable<BigInt>,
        went_to -> Nullable<Text>,
        why -> Nullable<Text>,
        settled_by -> Nullable<BigInt>,
        settled_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    drop_box_history (id) {
        id -> BigInt,
        emptying_id -> BigInt,
        at -> Timestamp,
        staff_id -> BigInt,
        what -> Text,
        item -> Nullable<BigInt>,
        was -> Nullable<Text>,
        became -> Nullable<Text>,
        why -> Nullable<Text>,
    }
}

diesel::table! {
    portals (id) {
        id -> BigInt,
        staff_id -> BigInt,
        site -> Text,
        token_hash -> Binary,
        token_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    portal_messages (id) {
        id -> BigInt,
        portal_id -> BigInt,
        message -> Text,
        idempotency_key -> Text,
        body_hash -> Binary,
        kind -> Text,
        sent_on -> Date,
        stored_at -> Timestamp,
        request_id -> BigInt,
    }
}

diesel::table! {
    portal_days (id) {
        id -> BigInt,
        portal_id -> BigInt,
        day -> Date,
        stated -> BigInt,
        missing -> Text,
        stated_at -> Timestamp,
    }
}

diesel::table! {
    downtime_kits (id) {
        id -> BigInt,
        public_id -> Text,
        site -> Text,
        for_day -> Date,
        made_by -> BigInt,
        made_at -> Timestamp,
    }
}

diesel::table! {
    downtime_sheets (id) {
        id -> BigInt,
        public_id -> Text,
        kit_id -> BigInt,
        outcome -> Nullable<Text>,
        request_id -> Nullable<BigInt>,
        why -> Nullable<Text>,
        settled_by -> Nullable<BigInt>,
        settled_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    evenings (id) {
        id -> BigInt,
        site -> Text,
        day -> Date,
        arrived -> BigInt,
        differences -> BigInt,
        figures -> Text,
        why -> Nullable<Text>,
        signed_by -> BigInt,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    pick_ups (id) {
        id -> BigInt,
        disclosure_id -> BigInt,
        request_id -> BigInt,
        collector -> Text,
        relation -> Text,
        authority -> Nullable<Text>,
        identity -> Text,
        pages -> BigInt,
        media -> Nullable<Text>,
        signed -> Text,
        witness -> Nullable<Text>,
        closed_hours_why -> Nullable<Text>,
        handed_at -> Timestamp,
        handed_by -> BigInt,
    }
}

diesel::table! {
    pick_up_reminders (id) {
        id -> BigInt,
        disclosure_id -> BigInt,
        way -> Text,
        notice_id -> Nullable<BigInt>,
        reminded_on -> Date,
        reminded_at -> Timestamp,
        reminded_by -> BigInt,
    }
}

diesel::table! {
    patient_restrictions (id) {
        id -> BigInt,
        public_id -> Text,
        patient_id -> BigInt,
        kind -> Text,
        what -> Text,
        withheld_from -> Text,
        agreed_on -> Date,
        paper -> Nullable<Text>,
        recorded_by -> BigInt,
        recorded_at -> Timestamp,
        ended_on -> Nullable<Date>,
        ended_why -> Nullable<Text>,
        ended_by -> Nullable<BigInt>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    patient_addresses (id) {
        id -> BigInt,
        public_id -> Text,
        patient_id -> BigInt,
        way -> Text,
        text -> Text,
        agreed_on -> Date,
        paper -> Nullable<Text>,
        recorded_by -> Nullable<BigInt>,
        recorded_at -> Timestamp,
        ended_on -> Nullable<Date>,
        ended_why -> Nullable<Text>,
        ended_by -> Nullable<BigInt>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    patient_former (id) {
        id -> BigInt,
        patient_id -> BigInt,
        kind -> Text,
        text -> Text,
        until_at -> Timestamp,
    }
}

diesel::table! {
    patient_merges (id) {
        id -> BigInt,
        public_id -> Text,
        merged_id -> BigInt,
        survivor_id -> BigInt,
        why -> Text,
        merged_by -> BigInt,
        merged_at -> Timestamp,
        undone_by -> Nullable<BigInt>,
        undone_at -> Nullable<Timestamp>,
        undone_why -> Nullable<Text>,
    }
}

diesel::table! {
    patient_history (id) {
        id -> BigInt,
        patient_id -> BigInt,
        at -> Timestamp,
        staff_id -> Nullable<BigInt>,
        what -> Text,
        was -> Nullable<Text>,
        became -> Nullable<Text>,
        why -> Nullable<Text>,
    }
}

diesel::table! {
    patient_imports (id) {
        id -> BigInt,
        organization -> Text,
        begun_at -> Timestamp,
        begun_by -> Text,
        sha256 -> Text,
        ended_at -> Nullable<Timestamp>,
        added -> BigInt,
        changed -> BigInt,
        unchanged -> BigInt,
        rejected -> BigInt,
        differences -> BigInt,
    }
}

diesel::table! {
    patient_import_rows (id) {
        id -> BigInt,
        organization -> Text,
        number -> Text,
        patient_id -> BigInt,
        digest -> Text,
        wrote -> Text,
        import_id -> BigInt,
    }
}

diesel::table! {
    scan_batches (id) {
        id -> BigInt,
        public_id -> Text,
        site -> Text,
        channel -> Text,
        kind -> Text,
        display_name -> Text,
        description -> Text,
        file_id -> Text,
        wrapped_key -> Text,
        pages -> BigInt,
        pages_read -> BigInt,
        uploaded_by -> BigInt,
        uploaded_at -> Timestamp,
    }
}

diesel::table! {
    scan_codes (batch_id, page, place) {
        batch_id -> BigInt,
        page -> BigInt,
        place -> BigInt,
        code -> Text,
    }
}

diesel::table! {
    scan_parts (id) {
        id -> BigInt,
        public_id -> Text,
        batch_id -> BigInt,
        first_page -> BigInt,
        last_page -> BigInt,
        codes -> Text,
        goes -> Nullable<Text>,
        reference -> Nullable<Text>,
        description -> Text,
        role -> Nullable<Text>,
        outcome -> Nullable<Text>,
        request_id -> Nullable<BigInt>,
        settled_by -> Nullable<BigInt>,
        settled_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    tray_items (id) {
        id -> BigInt,
        public_id -> Text,
        arrival_key -> Text,
        site -> Text,
        tray -> Text,
        came_to -> Text,
        channel -> Text,
        source -> Text,
        uid_validity -> Nullable<BigInt>,
        uid -> Nullable<BigInt>,
        kind -> Text,
        arrived_at -> Timestamp,
        read_at -> Timestamp,
        received_on -> Date,
        received_why -> Text,
        sender -> Nullable<Text>,
        sender_name -> Nullable<Text>,
        subject -> Nullable<Text>,
        message_id -> Nullable<Text>,
        answers -> Text,
        body -> Nullable<Text>,
        said -> Nullable<Text>,
        sha256 -> Binary,
        bytes -> BigInt,
        original_file -> Nullable<Text>,
        original_key -> Nullable<Text>,
        outcome -> Nullable<Text>,
        request_id -> Nullable<BigInt>,
        why -> Nullable<Text>,
        settled_by -> Nullable<BigInt>,
        settled_at -> Nullable<Timestamp>,
        follow_up -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    tray_papers (id) {
        id -> BigInt,
        public_id -> Text,
        item_id -> BigInt,
        place -> BigInt,
        is_message -> Bool,
        name -> Text,
        description -> Text,
        refused -> Nullable<Text>,
        kind -> Nullable<Text>,
        notes -> Text,
        bytes -> BigInt,
        sha256 -> Nullable<Binary>,
        file_id -> Nullable<Text>,
        wrapped_key -> Nullable<Text>,
        site -> Text,
        pages -> Nullable<BigInt>,
        uploaded_at -> Timestamp,
    }
}

diesel::table! {
    transfers (id) {
        id -> BigInt,
        public_id -> Text,
        request_id -> BigInt,
        from_site -> Text,
        to_site -> Text,
        place -> Text,
        received_on -> Date,
        sent_at -> Nullable<Timestamp>,
        sent_by -> Nullable<BigInt>,
        carried -> Nullable<Text>,
        arrived_at -> Nullable<Timestamp>,
        arrived_by -> Nullable<BigInt>,
        stays_at -> Nullable<Timestamp>,
        stays_by -> Nullable<BigInt>,
        stays_why -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    tray_history (id) {
        id -> BigInt,
        item_id -> BigInt,
        at -> Timestamp,
        staff_id -> Nullable<BigInt>,
        what -> Text,
        became -> Nullable<Text>,
        why -> Nullable<Text>,
    }
}

diesel::table! {
    tray_sources (source) {
        source -> Text,
        site -> Text,
        uid_validity -> Nullable<BigInt>,
        last_uid -> BigInt,
        held -> Nullable<BigInt>,
        read_at -> Nullable<Timestamp>,
        failing_since -> Nullable<Timestamp>,
        failures -> BigInt,
        next_at -> Timestamp,
        said -> Nullable<Text>,
        stuck_uid -> Nullable<BigInt>,
        stuck_times -> BigInt,
    }
}

diesel::joinable!(staff_roles -> staff (staff_id));
diesel::joinable!(recovery_codes -> staff (staff_id));
diesel::joinable!(audit_verifications -> staff (started_by));
diesel::joinable!(sessions -> staff (staff_id));
diesel::joinable!(drafts -> staff (staff_id));
diesel::joinable!(saved_searches -> staff (staff_id));
diesel::joinable!(patient_names -> patients (patient_id));
diesel::joinable!(requests -> patients (patient_id));
diesel::joinable!(requests -> requesters (requester_id));
diesel::joinable!(requester_addresses -> requesters (requester_id));
diesel::joinable!(requester_proofs -> requester_addresses (address_id));
diesel::joinable!(requester_proofs -> staff (staff_id));
diesel::joinable!(requester_looks -> requests (request_id));
diesel::joinable!(requester_looks -> staff (staff_id));
diesel::joinable!(requester_history -> staff (staff_id));
diesel::joinable!(request_facts -> requests (request_id));
diesel::joinable!(request_events -> requests (request_id));
diesel::joinable!(request_recipients -> requests (request_id));
diesel::joinable!(request_links -> staff (linked_by));
diesel::joinable!(papers -> requests (request_id));
diesel::joinable!(papers -> staff (uploaded_by));
diesel::joinable!(authorization_checks -> requests (request_id));
diesel::joinable!(authorization_checks -> staff (checked_by));
diesel::joinable!(notices -> requests (request_id));
diesel::joinable!(notices -> staff (created_by));
diesel::joinable!(withholdings -> requests (request_id));
diesel::joinable!(withholdings -> staff (recorded_by));
diesel::joinable!(authorization_endings -> requests (request_id));
diesel::joinable!(authorization_endings -> staff (recorded_by));
diesel::joinable!(clarification_papers -> clarification_items (item_id));
diesel::joinable!(clarification_papers -> papers (paper_id));
diesel::joinable!(clarification_reminders_made -> clarifications (clarification_id));
diesel::joinable!(clarification_reminders_made -> clarification_contacts (contact_id));
diesel::joinable!(clarifications -> requests (request_id));
diesel::joinable!(clarifications -> notices (notice_id));
diesel::joinable!(clarifications -> staff (sent_by));
diesel::joinable!(clarification_items -> clarifications (clarification_id));
diesel::joinable!(clarification_items -> staff (answered_by));
diesel::joinable!(clarification_contacts -> clarifications (clarification_id));
diesel::joinable!(clarification_contacts -> staff (staff_id));
diesel::joinable!(clarification_reminders -> clarifications (clarification_id));
diesel::joinable!(clarification_reminders -> notices (notice_id));
diesel::joinable!(outbox -> notices (notice_id));
diesel::joinable!(batch_rows -> requests (request_id));
diesel::joinable!(outbox -> requests (request_id));
diesel::joinable!(disclosures -> requests (request_id));
diesel::joinable!(disclosures -> patients (patient_id));
diesel::joinable!(disclosures -> staff (released_by));
diesel::joinable!(drop_box_items -> drop_box_emptyings (emptying_id));
diesel::joinable!(drop_box_items -> requests (request_id));
diesel::joinable!(drop_box_history -> drop_box_emptyings (emptying_id));
diesel::joinable!(drop_box_history -> staff (staff_id));
diesel::joinable!(portals -> staff (staff_id));
diesel::joinable!(evenings -> staff (signed_by));
diesel::joinable!(downtime_kits -> staff (made_by));
diesel::joinable!(downtime_sheets -> downtime_kits (kit_id));
diesel::joinable!(downtime_sheets -> requests (request_id));
diesel::joinable!(downtime_sheets -> staff (settled_by));
diesel::joinable!(portal_messages -> portals (portal_id));
diesel::joinable!(portal_messages -> requests (request_id));
diesel::joinable!(portal_days -> portals (portal_id));
diesel::joinable!(pick_ups -> disclosures (disclosure_id));
diesel::joinable!(patient_former -> patients (patient_id));
diesel::joinable!(patient_history -> staff (staff_id));
diesel::joinable!(scan_batches -> staff (uploaded_by));
diesel::joinable!(scan_codes -> scan_batches (batch_id));
diesel::joinable!(scan_parts -> scan_batches (batch_id));
diesel::joinable!(scan_parts -> requests (request_id));
diesel::joinable!(tray_items -> requests (request_id));
diesel::joinable!(tray_papers -> tray_items (item_id));
diesel::joinable!(tray_history -> tray_items (item_id));
diesel::joinable!(tray_history -> staff (staff_id));
diesel::joinable!(transfers -> requests (request_id));

diesel::allow_tables_to_appear_in_same_query!(
    audit_rows,
    audit_seals,
    audit_unsealed,
    audit_verifications,
    authorization_checks,
    batch_rows,
    batches,
    authorization_endings,
    clarification_papers,
    clarification_reminders_made,
    clarification_contacts,
    clarification_items,
    clarification_reminders,
    clarifications,
    console_tokens,
    credential_resets,
    credential_tries,
    disclosures,
    drafts,
    facility_facts,
    facts_state,
    files_marker,
    holidays,
    house_change_moves,
    house_changes,
    jobs,
    leases,
    notices,
    outbox,
    papers,
    patient_names,
    patients,
    recovery_codes,
    reference_numbers,
    request_events,
    request_facts,
    request_links,
    request_recipients,
    npi_directory,
    requester_addresses,
    requester_history,
    requester_looks,
    requester_proofs,
    requesters,
    requests,
    saved_searches,
    sessions,
    staff,
    staff_roles,
    withholdings,
    drop_box_emptyings,
    drop_box_items,
    drop_box_history,
    portals,
    portal_messages,
    portal_days,
    evenings,
    downtime_kits,
    downtime_sheets,
    pick_ups,
    pick_up_reminders,
    patient_addresses,
    patient_former,
    patient_import_rows,
    patient_imports,
    patient_restrictions,
    patient_history,
    patient_merges,
    scan_batches,
    scan_codes,
    scan_parts,
    tray_items,
    tray_papers,
    tray_history,
    tray_sources,
    transfers,
);
