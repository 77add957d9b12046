"""What an agency attaches to its report: inspected before anybody keeps or opens it."""
