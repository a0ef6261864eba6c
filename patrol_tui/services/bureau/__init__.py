"""What the bureau does: enrol, publish, rule, revoke, check."""
