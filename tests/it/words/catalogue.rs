//! The catalogue, read by the library that defines the format.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{
    Attribute, CallArguments, Entry as Part, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser::{self, ParserError};

/// Each key with the variables in its words, those of its remedy included.
pub fn catalogue() -> BTreeMap<String, BTreeSet<String>> {
    let variables = |message: &Message<String>| {
        let mut variables = BTreeSet::new();
        for pattern in message.value.iter().chain(message.attributes.iter().map(|attribute| &attribute.value)) {
            in_pattern(pattern, &mut variables);
        }
        variables
    };
    messages().into_iter().map(|message| (message.id.name.clone(), variables(&message))).collect()
}

/// By key and variable, what the words of an entry are chosen by.
pub fn choices() -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    let choices = |message: &Message<String>| {
        let mut choices = BTreeMap::new();
        for pattern in message.value.iter().chain(message.attributes.iter().map(|attribute| &attribute.value)) {
            choices_in(pattern, &mut choices);
        }
        choices
    };
    messages().into_iter().map(|message| (message.id.name.clone(), choices(&message))).collect()
}

fn choices_in(pattern: &Pattern<String>, choices: &mut BTreeMap<String, BTreeSet<String>>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression: Expression::Select { selector, variants } } = element else {
            continue;
        };
        let InlineExpression::VariableReference { id } = selector else { panic!("a choice by {selector:?}") };
        for variant in variants {
            let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
            choices.entry(id.name.clone()).or_default().insert(name.clone());
            choices_in(&variant.value, choices);
        }
    }
}

/// What the remedies of which keys begin and end with; where they are a choice, one of them.
pub fn remedies() -> BTreeMap<String, String> {
    let remedy = |attributes: &[Attribute<String>]| {
        let remedy = attributes.iter().find(|attribute| attribute.id.name == "remedy");
        remedy.and_then(|remedy| text(&remedy.value))
    };
    messages().into_iter().filter_map(|message| Some((message.id.name, remedy(&message.attributes)?))).collect()
}

/// An entry as it is written.
pub struct Entry {
    pub key: String,
    pub text: String,
}

pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in source().lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((key, text)) if !line.starts_with(' ') => entries.push(Entry { key: key.into(), text: text.into() }),
            _ => entries.last_mut().into_iter().for_each(|entry| entry.text += line),
        }
    }
    entries
}

fn source() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/en.ftl");
    std::fs::read_to_string(path).unwrap()
}

fn messages() -> Vec<Message<String>> {
    let text = source();
    let resource = parser::parse(text.clone()).unwrap_or_else(|(_, errors)| {
        let near = |error: &ParserError| format!("{error} near {:?}", text.get(error.pos.clone()));
        panic!("the catalogue: {:?}", errors.iter().map(near).collect::<Vec<_>>())
    });
    let message = |entry| match entry {
        Part::Message(message) => Some(message),
        Part::Comment(_) | Part::GroupComment(_) | Part::ResourceComment(_) => None,
        other => panic!("the catalogue has only messages: {other:?}"),
    };
    resource.body.into_iter().filter_map(message).collect()
}

fn in_pattern(pattern: &Pattern<String>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &Expression<String>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            for variant in variants {
                in_pattern(&variant.value, variables);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<String>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, named }, .. } => {
            for argument in positional.iter().chain(named.iter().map(|named| &named.value)) {
                in_inline(argument, variables);
            }
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("an entry refers to another one: {other:?}"),
    }
}

/// The words that stand in it, with `{}` for a value.
fn text(pattern: &Pattern<String>) -> Option<String> {
    let element = |element: &PatternElement<String>| match element {
        PatternElement::TextElement { value } => Some(value.clone()),
        PatternElement::Placeable { expression: Expression::Inline(_) } => Some("{}".to_owned()),
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => text(&variants.first()?.value),
    };
    pattern.elements.iter().map(element).collect()
}
