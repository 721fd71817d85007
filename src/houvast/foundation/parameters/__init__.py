"""Which figures of the law an organisation calculates with: agreed by two people, from a day on."""
