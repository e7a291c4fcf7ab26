"""The parts that pages are made of, one module each. What paints itself or bears an icon takes the theme first.

Words        `text.Text`
Groups       `card.Card`, `card_head.CardHead`, `card.Pane`, `card.Rule`, `foldable.Foldable`, `layout.row`,
             `layout.column`, `layout.holder`, `flow_layout.FlowLayout`, `scroll.Scroll`,
             `columns.Columns` (the right one: a drawer)
To press     `button.Button`, `button.IconButton`, `chip.Chip`, `segmented.Segmented`, `toggle.Toggle`,
             `toggle.TickBox`, `toggle.Option`, `choice.Choice`, `slider.StepSlider`, `attachment_chip.AttachmentChip`
To fill in   `fields.field_label`, `fields.FieldError`, `fields.SearchField`, `date_field.DateField`,
             `calendar.Calendar`; QLineEdit and QPlainTextEdit are dressed by the style sheet (property `wrong`)
Lists        `row_list.RowList` of `rows.Row` and `rows.Group` in the shape of a `rows.RowKind`; `rows.marked` snippets;
             `row_chain.RowChain` where several are read as one
States       `badge.Badge`, `badge.Kbd`, `progress.Progress`, `progress.Steps`, `notice.Notice`, `notice.Strip`,
             `empty_state.EmptyState`, `empty_state.ErrorState`, `toast.Toast` (through `context.toast`)
People       `avatar.Avatar`, `message.MessageBubble`, `facts.EventLine`, `facts.Fact`, `facts.FactLine`
Icons        `symbol.Icon`, `symbol.IconTile`; names are those of Phosphor 1.3
"""
