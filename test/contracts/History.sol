// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Policy, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Access} from "./Words.sol";

/// @notice Everything that was said, in order and for ever, and what follows from it: what a replay of the events finds. It never forgets, so
///         it can tell for any moment which leave held. The contract, which keeps the last terms only, must never contradict it.
///
/// @dev For the hospital's record of patient Alice, kept by an accessor who moves between two organizations.
contract History {
    /// @dev What was `said` at a moment holds from then on until the next thing said of the same subject, within its window.
    struct Fact {
        uint40 said;
        uint40 from;
        uint40 until;
        uint256 terms;
    }

    uint256 private constant BTG = 57;

    mapping(bytes32 subject => Fact[]) private _facts;

    function say(bytes32 subject, uint40 said, uint40 from, uint40 until, uint256 terms) external {
        _facts[subject].push(Fact(said, from < said ? said : from, until, terms));
    }

    function permit(bool forAll, address grantee) public pure returns (bytes32) {
        return keccak256(abi.encode("permit", forAll, grantee));
    }

    /// @dev Its terms: the organization, and the roles above it.
    function actor(address account) public pure returns (bytes32) {
        return keccak256(abi.encode("actor", account));
    }

    function membership(address group, address member) public pure returns (bytes32) {
        return keccak256(abi.encode("membership", group, member));
    }

    function policy(address organization) public pure returns (bytes32) {
        return keccak256(abi.encode("policy", organization));
    }

    /// @dev Its terms: the account.
    function controller() public pure returns (bytes32) {
        return keccak256("controller");
    }

    /// @notice Whether the leave that the access claims held when it happened.
    function held(Access memory a, address custodian, address group) external view returns (bool) {
        uint256 basis = a.claim % 8;
        if (basis == 1) {
            (bool acts, uint256 account) = termsAt(controller(), a.time);
            return acts && account == uint160(a.account);
        }
        if (basis < 1 || basis > 4) return false;
        (bool isIn, uint256 terms) = termsAt(actor(a.account), a.time);
        address organization = address(uint160(terms));
        (bool isOrganizationIn, ) = termsAt(actor(organization), a.time);
        if (basis == 3 && isOutside(a.account, a.time)) return permitHolds(a, address(0), address(0));
        if (!isIn || !isOrganizationIn) return false;

        if (basis == 2) return policyCovers(custodian, a) && !spoken(organization, a.time);
        if (basis == 4) return a.purpose == BTG && a.detail != 0 && (terms >> 160) & Role.EMERGENCY != 0;
        return permitHolds(a, organization, group);
    }

    function permitHolds(Access memory a, address organization, address group) private view returns (bool) {
        uint256 to = (a.claim >> 4) % 4;
        if (to == 3 || (to != 0 && organization == address(0))) return false;
        address grantee =
            to == 0
                ? a.account
                : to == 1
                    ? organization
                    : group;
        if (to == 2) {
            (bool isMember, ) = termsAt(membership(group, a.account), a.time);
            (bool isGroupIn, uint256 owner) = termsAt(actor(group), a.time);
            (bool isOwnerIn, ) = termsAt(actor(address(uint160(owner))), a.time);
            if (a.detail != 1 || !isMember || !isGroupIn || !isOwnerIn) return false;
        }
        (bool holds, uint256 purposes) = termsAt(permit((a.claim >> 6) % 2 == 1, grantee), a.time);
        return holds && a.purpose < 88 && (purposes >> a.purpose) & 1 == 1;
    }

    function policyCovers(address custodian, Access memory a) private view returns (bool) {
        (bool isChosen, uint256 chosen) = termsAt(policy(custodian), a.time);
        if (!isChosen || a.purpose == BTG || a.purpose >= 88) return false;
        if (chosen == uint256(Policy.ALL_NORMAL)) return true;
        bool isBasic = (a.purpose >= 2 && a.purpose <= 36) || (a.purpose >= 53 && a.purpose <= 59);
        return isBasic && chosen == uint256(Policy.BASIC_NORMAL);
    }

    /// @dev Whether no term of the account had begun by then: it was in no directory, and a permit to itself is all it could have.
    function isOutside(address account, uint40 time) private view returns (bool) {
        Fact[] storage facts = _facts[actor(account)];
        for (uint256 i = 0; i < facts.length; ++i) {
            if (facts[i].from <= time) return false;
        }
        return true;
    }

    /// @dev What a patient said counts from its first second on, or from its end when it was taken back before.
    function spoken(address grantee, uint40 time) private view returns (bool) {
        for (uint256 forAll = 0; forAll < 2; ++forAll) {
            Fact[] storage facts = _facts[permit(forAll == 1, grantee)];
            for (uint256 i = 0; i < facts.length; ++i) {
                if (facts[i].from <= time) return true;
            }
        }
        return false;
    }

    /// @dev The last thing said by then, if it covers the moment.
    function termsAt(bytes32 subject, uint40 time) private view returns (bool covers, uint256 terms) {
        Fact[] storage facts = _facts[subject];
        for (uint256 i = facts.length; i > 0; --i) {
            Fact storage fact = facts[i - 1];
            if (fact.said <= time) return (fact.from <= time && time < fact.until, fact.terms);
        }
    }
}
