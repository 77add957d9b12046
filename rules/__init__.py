"""Pure decisions: plan, facts and a moment in, values out."""
