"""The pages of agencies: they append facts and send nothing."""
